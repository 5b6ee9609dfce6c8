import type { Operation } from '../../../http/operation.ts'
import { createUser, putUser } from './createUser.ts'
import { createUsers } from './createUsers.ts'

export const userOperations: readonly Operation[] = [createUser, putUser, createUsers]
