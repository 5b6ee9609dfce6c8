import type { Operation } from '../../../http/operation.ts'
import { defineConsent } from './defineConsent.ts'
import { defineContactType } from './defineContactType.ts'
import { deleteConsent } from './deleteConsent.ts'
import { listAttributes } from './listAttributes.ts'
import { listConsents } from './listConsents.ts'
import { listContactTypes } from './listContactTypes.ts'

export const definitionOperations: readonly Operation[] = [
  listContactTypes,
  defineContactType,
  listAttributes,
  listConsents,
  defineConsent,
  deleteConsent,
]
