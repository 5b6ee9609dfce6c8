import type { Operation } from '../../../http/operation.ts'
import { changePassword } from './changePassword.ts'
import { createPerson } from './createPerson.ts'
import { deletePerson } from './deletePerson.ts'
import { endOtherSessions } from './endOtherSessions.ts'
import { endSession } from './endSession.ts'
import { getMe } from './getMe.ts'
import { getPerson } from './getPerson.ts'
import { invitePerson } from './invitePerson.ts'
import { listPeople } from './listPeople.ts'
import { listSessions } from './listSessions.ts'
import { signOutPerson } from './signOutPerson.ts'
import { updateMe } from './updateMe.ts'
import { updatePerson } from './updatePerson.ts'

export const peopleOperations: readonly Operation[] = [
  listPeople,
  createPerson,
  getPerson,
  updatePerson,
  deletePerson,
  invitePerson,
  signOutPerson,
  getMe,
  updateMe,
  changePassword,
  listSessions,
  endSession,
  endOtherSessions,
]
