import { DomainError } from '../../kernel/domain-error.ts'

/** The same, whatever of it was wrong: nobody learns who has an account here. */
export const signInRefused = () =>
  new DomainError('sign-in-refused', 'The e-mail address or the password is not right.', {})

export const tooManySignIns = (retryAfterSeconds: number) =>
  new DomainError('too-many-sign-ins', 'Too many attempts to sign in. Wait a while.', { retryAfterSeconds })

export const invitationInvalid = () =>
  new DomainError('invitation-invalid', 'The link was used, replaced or has ended. Ask for a new one.', {})

export const passwordWeak = (why: string) =>
  new DomainError('password-weak', `The password will not do. ${why}`, {})

export const passwordWrong = () =>
  new DomainError('password-wrong', 'That is not the password you have now.', {})

export const personNotFound = (id: string) =>
  new DomainError('person-not-found', `There is no person ${id}.`, { id })

export const personExists = (email: string) =>
  new DomainError('person-exists', `There is a person with the address ${email} already.`, { email })

export const personInvalid = (message: string) => new DomainError('person-invalid', message, {})

/** Nobody makes, changes or removes somebody who may do more. */
export const roleTooPowerful = (role: string) =>
  new DomainError('role-too-powerful', `The role ${role} may do more than you may hand on.`, { role })

export const lastOwner = () =>
  new DomainError('last-owner', 'There would be no owner left who can sign in. Make another one first.', {})

export const sessionNotFound = (id: string) =>
  new DomainError('session-not-found', `There is no session ${id}.`, { id })

export const serviceAccountNotFound = (id: string) =>
  new DomainError('service-account-not-found', `There is no service account ${id}.`, { id })

export const serviceAccountExists = (name: string) =>
  new DomainError('service-account-exists', `There is a service account ${name} already.`, { name })

export const serviceAccountInvalid = (message: string) =>
  new DomainError('service-account-invalid', message, {})

export const tooManyServiceAccounts = (most: number) =>
  new DomainError('too-many-service-accounts', `There must not be more than ${most} service accounts.`, {
    most,
  })
