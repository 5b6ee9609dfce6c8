import type { Operation } from '../../../http/operation.ts'
import { addDevice } from './addDevice.ts'
import { addRecipients } from './addRecipients.ts'
import { createCampaign } from './createCampaign.ts'
import { createProvider } from './createProvider.ts'
import { createSend } from './createSend.ts'
import { createTemplate } from './createTemplate.ts'
import { deleteCampaign } from './deleteCampaign.ts'
import { deleteProvider } from './deleteProvider.ts'
import { deleteTemplate } from './deleteTemplate.ts'
import { emptyOutbox } from './emptyOutbox.ts'
import { getCampaign } from './getCampaign.ts'
import { getCaptured } from './getCaptured.ts'
import { getProvider } from './getProvider.ts'
import { getSend } from './getSend.ts'
import { getTemplate } from './getTemplate.ts'
import { listCampaigns } from './listCampaigns.ts'
import { listDevices } from './listDevices.ts'
import { listOutbox } from './listOutbox.ts'
import { listProviders } from './listProviders.ts'
import { listSends } from './listSends.ts'
import { listSuppressions } from './listSuppressions.ts'
import { listTemplates } from './listTemplates.ts'
import { pauseCampaign } from './pauseCampaign.ts'
import { previewDraft } from './previewDraft.ts'
import { previewTemplate } from './previewTemplate.ts'
import { releaseAddress } from './releaseAddress.ts'
import { removeDevice } from './removeDevice.ts'
import { replaceTemplate } from './replaceTemplate.ts'
import { reportMessages } from './reportMessages.ts'
import { resumeCampaign } from './resumeCampaign.ts'
import { retrySend } from './retrySend.ts'
import { sendByCampaign } from './sendByCampaign.ts'
import { startCampaign } from './startCampaign.ts'
import { stopCampaign } from './stopCampaign.ts'
import { suppressAddress } from './suppressAddress.ts'
import { takeReturnedMail } from './takeReturnedMail.ts'
import { testProvider } from './testProvider.ts'
import { updateCampaign } from './updateCampaign.ts'
import { updateProvider } from './updateProvider.ts'

export const messagingOperations: readonly Operation[] = [
  createTemplate,
  listTemplates,
  getTemplate,
  replaceTemplate,
  deleteTemplate,
  previewTemplate,
  previewDraft,
  createProvider,
  listProviders,
  getProvider,
  updateProvider,
  deleteProvider,
  testProvider,
  reportMessages,
  takeReturnedMail,
  addDevice,
  listDevices,
  removeDevice,
  createSend,
  listSends,
  getSend,
  retrySend,
  listOutbox,
  getCaptured,
  emptyOutbox,
  listSuppressions,
  suppressAddress,
  releaseAddress,
  createCampaign,
  listCampaigns,
  getCampaign,
  updateCampaign,
  deleteCampaign,
  addRecipients,
  startCampaign,
  pauseCampaign,
  resumeCampaign,
  stopCampaign,
  sendByCampaign,
]
