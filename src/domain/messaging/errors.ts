import { DomainError, type Fault } from '../../kernel/domain-error.ts'

const withFaults = (code: string, noun: string) => (faults: readonly Fault[]) => {
  const text = faults.map(({ field, message }) => `${field} ${message}`).join('; ')
  return new DomainError(code, `The ${noun} is not valid: ${text.slice(0, 1000)}.`, { faults })
}

export const templateInvalid = withFaults('template-invalid', 'template')
export const providerInvalid = withFaults('provider-invalid', 'provider')
export const sendInvalid = withFaults('send-invalid', 'send')
export const campaignInvalid = withFaults('campaign-invalid', 'campaign')
export const deviceInvalid = withFaults('device-invalid', 'device')
export const suppressionInvalid = withFaults('suppression-invalid', 'suppression')

/** MJML takes long to compile, and only some sources at a time wait for it. */
export const templatesBusy = () =>
  new DomainError('templates-busy', 'Too many templates are being compiled. Try again in some seconds.', {})

export const templateNotFound = (templateId: string) =>
  new DomainError('template-not-found', `There is no template ${templateId}.`, { templateId })

export const providerNotFound = (providerId: string) =>
  new DomainError('provider-not-found', `There is no provider ${providerId}.`, { providerId })

export const sendNotFound = (sendId: string) =>
  new DomainError('send-not-found', `There is no send ${sendId}.`, { sendId })

export const deviceNotFound = (deviceId: string) =>
  new DomainError('device-not-found', `The contact has no device ${deviceId}.`, { deviceId })

export const suppressionNotFound = () =>
  new DomainError('suppression-not-found', 'The address is not suppressed on this channel.', {})

export const campaignNotFound = (campaignId: string) =>
  new DomainError('campaign-not-found', `There is no campaign ${campaignId}.`, { campaignId })

/** What is asked does not fit the state that the campaign is in. */
export const campaignStateWrong = (state: string, wanted: string) =>
  new DomainError('campaign-state-wrong', `A campaign that is ${state} cannot be ${wanted}.`, { state })

/** Only a send of which it is not known whether it went can be sent again. */
export const sendStateWrong = (state: string) =>
  new DomainError('send-state-wrong', `A send that is ${state} cannot be sent again.`, { state })

/** No campaign of those that were ordered reaches the contact. */
export const contactUnreachable = () =>
  new DomainError('contact-unreachable', 'The user cannot be reached on the channel.', {})

/** It took longer to take the order than it may take to send it. */
export const transactionTooLate = () =>
  new DomainError('transaction-too-late', 'The time to live ran out while the request was served.', {})

/** A page or an app asks with a token that was not made here, is over, or whose contact is gone. */
export const visitorInvalid = () =>
  new DomainError('visitor-invalid', 'The visitor token is missing or wrong, or its time is over.', {})

export const contentNotFound = (id: string) =>
  new DomainError('content-not-found', `Nothing was put on show for this visitor under ${id}.`, { id })
