// Generated from the operations of /parley/v1 by `npm run generate`.

export const places = {
  addDevice: 'POST /contacts/{contactId}/devices',
  addMembers: 'POST /segments/{segmentId}/members',
  addRecipients: 'POST /campaigns/{campaignId}/recipients',
  cancelImport: 'POST /contact-imports/{importId}/cancel',
  changePassword: 'PUT /me/password',
  checkAutomation: 'POST /automations/check',
  clearFaultRules: 'DELETE /fault-rules',
  countDeliveries: 'GET /deliveries/counts',
  createAutomation: 'POST /automations',
  createCampaign: 'POST /campaigns',
  createContact: 'POST /contacts',
  createExport: 'POST /contact-exports',
  createFaultRule: 'POST /fault-rules',
  createFeedback: 'POST /feedback',
  createFeedbackReply: 'POST /feedback/{feedbackId}/replies',
  createImport: 'POST /contact-imports',
  createInteraction: 'POST /interactions',
  createInteractions: 'POST /interactions/batch',
  createKey: 'POST /keys',
  createPerson: 'POST /people',
  createProvider: 'POST /providers',
  createSchema: 'POST /schemas',
  createSegment: 'POST /segments',
  createSend: 'POST /sends',
  createServiceAccount: 'POST /service-accounts',
  createSurvey: 'POST /surveys',
  createSurveyLink: 'POST /surveys/{surveyId}/links',
  createTemplate: 'POST /templates',
  createUpload: 'POST /uploads',
  createView: 'POST /views',
  createVisitorToken: 'POST /contacts/{contactId}/visitorTokens',
  createWebhook: 'POST /webhooks',
  defineBusinessEvent: 'PUT /business-events/{name}',
  defineCatalogue: 'PUT /catalogues/{catalogueSlug}',
  defineConsent: 'PUT /consents/{consentId}',
  defineContactType: 'PUT /contact-types/{typeId}',
  deleteAutomation: 'DELETE /automations/{automationId}',
  deleteCampaign: 'DELETE /campaigns/{campaignId}',
  deleteCatalogue: 'DELETE /catalogues/{catalogueSlug}',
  deleteConsent: 'DELETE /consents/{consentId}',
  deleteContact: 'DELETE /contacts/{contactId}',
  deleteFaultRule: 'DELETE /fault-rules/{ruleId}',
  deleteFeedback: 'DELETE /feedback/{feedbackId}',
  deleteInteraction: 'DELETE /interactions/{interactionId}',
  deletePerson: 'DELETE /people/{personId}',
  deleteProvider: 'DELETE /providers/{providerId}',
  deleteSchema: 'DELETE /schemas/{schemaId}',
  deleteSegment: 'DELETE /segments/{segmentId}',
  deleteServiceAccount: 'DELETE /service-accounts/{serviceAccountId}',
  deleteSnapshot: 'DELETE /snapshots/{name}',
  deleteSurvey: 'DELETE /surveys/{surveyId}',
  deleteSurveyResponse: 'DELETE /survey-responses/{responseId}',
  deleteTemplate: 'DELETE /templates/{templateId}',
  deleteView: 'DELETE /views/{viewId}',
  deleteWebhook: 'DELETE /webhooks/{webhookId}',
  disableWebhook: 'POST /webhooks/{webhookId}/disable',
  discardOneRejected: 'DELETE /rejected-interactions/{rejectedId}',
  discardRejected: 'POST /rejected-interactions/discard',
  downloadFeedbackFile: 'GET /feedback-files/{fileId}',
  downloadReplyFile: 'GET /feedback-reply-files/{fileId}',
  downloadSurveyFile: 'GET /survey-files/{fileId}',
  downloadUploadErrors: 'GET /uploads/{uploadId}/errors',
  dryRunAutomation: 'POST /automations/{automationId}/dry-run',
  emptyOutbox: 'DELETE /outbox',
  enableWebhook: 'POST /webhooks/{webhookId}/enable',
  endOtherSessions: 'DELETE /me/sessions',
  endSession: 'DELETE /me/sessions/{sessionId}',
  explainContact: 'GET /automations/{automationId}/why/{contactId}',
  explainMember: 'GET /segments/{segmentId}/members/{contactId}',
  exportContact: 'GET /contacts/{contactId}/export',
  getAutomation: 'GET /automations/{automationId}',
  getCampaign: 'GET /campaigns/{campaignId}',
  getCaptured: 'GET /outbox/{sendId}',
  getCatalogue: 'GET /catalogues/{catalogueSlug}',
  getCatalogueItem: 'GET /catalogues/{catalogueSlug}/items/{itemKey}',
  getClock: 'GET /clock',
  getContact: 'GET /contacts/{contactId}',
  getContactCard: 'GET /contacts/{contactId}/interactions',
  getDelivery: 'GET /deliveries/{deliveryId}',
  getExport: 'GET /contact-exports/{exportId}',
  getExportFile: 'GET /contact-exports/{exportId}/file',
  getFeedback: 'GET /feedback/{feedbackId}',
  getFigures: 'GET /automations/{automationId}/figures',
  getImport: 'GET /contact-imports/{importId}',
  getImportErrorFile: 'GET /contact-imports/{importId}/errors.csv',
  getInteraction: 'GET /interactions/{interactionId}',
  getInteractionBody: 'GET /interactions/{interactionId}/body',
  getKey: 'GET /keys/{keyId}',
  getMe: 'GET /me',
  getOverview: 'GET /overview',
  getPerson: 'GET /people/{personId}',
  getProvider: 'GET /providers/{providerId}',
  getPurchaseFigures: 'GET /contacts/{contactId}/purchase-figures',
  getRecommended: 'GET /recommendations/{recommendationSlug}/items',
  getRejected: 'GET /rejected-interactions/{rejectedId}',
  getRun: 'GET /runs/{runId}',
  getSamplePayload: 'GET /schemas/{schemaId}/sample',
  getSchema: 'GET /schemas/{schemaId}',
  getSchemaCounters: 'GET /schemas/{schemaId}/counters',
  getSegment: 'GET /segments/{segmentId}',
  getSegmentHistory: 'GET /segments/{segmentId}/history',
  getSend: 'GET /sends/{sendId}',
  getServiceAccount: 'GET /service-accounts/{serviceAccountId}',
  getStepFigures: 'GET /automations/{automationId}/step-figures',
  getSurvey: 'GET /surveys/{surveyId}',
  getSurveyResponse: 'GET /survey-responses/{responseId}',
  getTemplate: 'GET /templates/{templateId}',
  getTenant: 'GET /tenant',
  getTimeline: 'GET /contacts/{contactId}/timeline',
  getUpload: 'GET /uploads/{uploadId}',
  getVersion: 'GET /automations/{automationId}/versions/{definitionVersion}',
  getView: 'GET /views/{viewId}',
  getWebhook: 'GET /webhooks/{webhookId}',
  groupRejected: 'GET /rejected-interactions/reasons',
  importMembers: 'POST /segments/{segmentId}/members/import',
  invitePerson: 'POST /people/{personId}/invitation',
  listApiVersions: 'GET /api-versions',
  listAttributes: 'GET /contact-attributes',
  listAudit: 'GET /audit-trail',
  listAutomationFigures: 'GET /automations/figures',
  listAutomations: 'GET /automations',
  listBusinessEvents: 'GET /business-events',
  listCampaigns: 'GET /campaigns',
  listCatalogueItems: 'GET /catalogues/{catalogueSlug}/items',
  listCatalogues: 'GET /catalogues',
  listConsents: 'GET /consents',
  listContactRuns: 'GET /contacts/{contactId}/runs',
  listContactSegments: 'GET /contacts/{contactId}/segments',
  listContactTypes: 'GET /contact-types',
  listContacts: 'GET /contacts',
  listDeliveries: 'GET /deliveries',
  listDevices: 'GET /contacts/{contactId}/devices',
  listDue: 'GET /clock/due',
  listEventTypes: 'GET /event-types',
  listExports: 'GET /contact-exports',
  listFaultRules: 'GET /fault-rules',
  listFeedback: 'GET /feedback',
  listImportErrors: 'GET /contact-imports/{importId}/errors',
  listImports: 'GET /contact-imports',
  listInteractions: 'GET /interactions',
  listKeyUses: 'GET /keys/{keyId}/uses',
  listKeys: 'GET /keys',
  listMembers: 'GET /segments/{segmentId}/members',
  listOutbox: 'GET /outbox',
  listPeople: 'GET /people',
  listProviders: 'GET /providers',
  listPurchases: 'GET /contacts/{contactId}/purchases',
  listRecommendations: 'GET /recommendations',
  listRejected: 'GET /rejected-interactions',
  listRequests: 'GET /requests',
  listRuns: 'GET /automations/{automationId}/runs',
  listSchemaCounters: 'GET /schema-counters',
  listSchemaVersions: 'GET /schemas/{schemaId}/versions',
  listSchemas: 'GET /schemas',
  listScopes: 'GET /scopes',
  listSegmentUses: 'GET /segments/{segmentId}/uses',
  listSegments: 'GET /segments',
  listSends: 'GET /sends',
  listServiceAccounts: 'GET /service-accounts',
  listSessions: 'GET /me/sessions',
  listSnapshots: 'GET /snapshots',
  listStarts: 'GET /automations/{automationId}/starts',
  listSuppressions: 'GET /suppressions',
  listSurveyResponses: 'GET /surveys/{surveyId}/responses',
  listSurveyVersions: 'GET /surveys/{surveyId}/versions',
  listSurveys: 'GET /surveys',
  listTemplates: 'GET /templates',
  listUploads: 'GET /uploads',
  listVersions: 'GET /automations/{automationId}/versions',
  listViews: 'GET /views',
  listWebhookHealth: 'GET /webhook-health',
  listWebhooks: 'GET /webhooks',
  mergeContacts: 'POST /contacts/{contactId}/merge',
  moveClock: 'POST /clock',
  pauseAutomation: 'POST /automations/{automationId}/pause',
  pauseCampaign: 'POST /campaigns/{campaignId}/pause',
  previewDraft: 'POST /templates/preview',
  previewImport: 'POST /contact-imports/preview',
  previewSegment: 'POST /segments/preview',
  previewTemplate: 'POST /templates/{templateId}/preview',
  recomputeSegment: 'POST /segments/{segmentId}/recompute',
  releaseAddress: 'DELETE /suppressions/{channel}/{address}',
  removeDevice: 'DELETE /contacts/{contactId}/devices/{deviceId}',
  removeMembers: 'POST /segments/{segmentId}/members/remove',
  replaceSurvey: 'PUT /surveys/{surveyId}',
  replaceTemplate: 'PUT /templates/{templateId}',
  replayDeliveries: 'POST /deliveries/replay',
  replayOneRejected: 'POST /rejected-interactions/{rejectedId}/replay',
  replayRejected: 'POST /rejected-interactions/replay',
  reportMessages: 'POST /providers/{providerId}/reports',
  resetTenant: 'POST /reset',
  resumeAutomation: 'POST /automations/{automationId}/resume',
  resumeCampaign: 'POST /campaigns/{campaignId}/resume',
  retryDelivery: 'POST /deliveries/{deliveryId}/retry',
  retrySend: 'POST /sends/{sendId}/retry',
  revokeKey: 'DELETE /keys/{keyId}',
  rotateKey: 'POST /keys/{keyId}/rotate',
  rotateSurveySecret: 'POST /surveys/{surveyId}/rotate-secret',
  rotateWebhookSecret: 'POST /webhooks/{webhookId}/rotate',
  sendByCampaign: 'POST /campaigns/{campaignId}/sends',
  signOutPerson: 'DELETE /people/{personId}/sessions',
  startAutomation: 'POST /automations/{automationId}/start',
  startCampaign: 'POST /campaigns/{campaignId}/start',
  startRuns: 'POST /automations/{automationId}/runs',
  stopAutomation: 'POST /automations/{automationId}/stop',
  stopCampaign: 'POST /campaigns/{campaignId}/stop',
  streamFacts: 'GET /stream',
  suppressAddress: 'POST /suppressions',
  takeReturnedMail: 'POST /providers/{providerId}/bounces',
  takeSnapshot: 'POST /snapshots',
  tellBusinessEvent: 'POST /business-events',
  testProvider: 'POST /providers/{providerId}/test',
  testWebhook: 'POST /webhooks/{webhookId}/test',
  trySchema: 'POST /schema-trials',
  undefineBusinessEvent: 'DELETE /business-events/{name}',
  updateAutomation: 'PATCH /automations/{automationId}',
  updateCampaign: 'PATCH /campaigns/{campaignId}',
  updateContact: 'PATCH /contacts/{contactId}',
  updateFeedback: 'PATCH /feedback/{feedbackId}',
  updateKey: 'PATCH /keys/{keyId}',
  updateMe: 'PATCH /me',
  updatePerson: 'PATCH /people/{personId}',
  updateProvider: 'PATCH /providers/{providerId}',
  updateSchema: 'PUT /schemas/{schemaId}',
  updateSegment: 'PATCH /segments/{segmentId}',
  updateServiceAccount: 'PATCH /service-accounts/{serviceAccountId}',
  updateTenant: 'PATCH /tenant',
  updateView: 'PATCH /views/{viewId}',
  updateWebhook: 'PATCH /webhooks/{webhookId}',
  validatePayload: 'POST /schemas/{schemaId}/validate',
} as const

export interface Operations {
  /** Keep a device at which a contact is reached by push. Scope: contacts:write. */
  addDevice: {
    params: {
      contactId: string
    }
    body: {
      /** push or webPush */
      channel: string
      /** Of an app its token; of a browser the `endpoint` of its subscription. */
      address: string
      /** Of a browser: the `keys` of its subscription. */
      keys?: {
        p256dh: string
        auth: string
      } | null
      label?: string | null
    }
    answer: {
      id: string
      contactId: string
      channel: string
      address: string
      label: string | null
      createdAt: string
    }
  }
  /** Put contacts into a list. Scope: segments:write. */
  addMembers: {
    params: {
      segmentId: string
    }
    body: {
      contactIds: Array<string>
    }
    answer: {
      /** Those that were not in it. */
      added: Array<string>
    }
  }
  /** List contacts as recipients of a broadcast. Scope: campaigns:write. */
  addRecipients: {
    params: {
      campaignId: string
    }
    body: {
      contactIds: Array<string>
    }
    answer: {
      added: number
    }
  }
  /** Drop what is left of an import. Scope: contacts:write. */
  cancelImport: {
    params: {
      importId: string
    }
    answer: {
      id: string
      fileName: string
      mode: string
      contactType: string | null
      dryRun: boolean
      /** `pending`, `processing`, `completed` or `cancelled`. */
      state: string
      total: number
      succeeded: number
      failed: number
      mapping: Array<{
        column: string
        target: string
        type: string
      }>
      createdAt: string
      finishedAt: string | null
    }
  }
  /** Set another password, and sign out everywhere else. Scope: me:write. */
  changePassword: {
    body: {
      present: string
      next: string
    }
    answer: undefined
  }
  /** Check the definition of an automation. Scope: automations:read. */
  checkAutomation: {
    body: {
      /** An entry, the id of the first step, and the steps by their ids; beside them frequency, goal, exits, controlGroup, quietHours and frequencyCap. At most 100 steps and 64 KiB. */
      definition: unknown
    }
    answer: {
      /** Empty when it can be saved and started. */
      errors: Array<{
        /** A JSON pointer into the definition. */
        pointer: string
        detail: string
      }>
    }
  }
  /** Take all fault rules away. Scope: faults:write. */
  clearFaultRules: {
    answer: {
      removed: number
    }
  }
  /** Count deliveries by state. Scope: webhooks:read. */
  countDeliveries: {
    query: {
      webhookId?: string
      state?: 'waiting' | 'delivered' | 'failed'
      eventType?: string
      /** An ISO 8601 date-time, included. */
      from?: string
      /** An ISO 8601 date-time, not included. */
      until?: string
    }
    answer: {
      /** Up to 10000 of the latest are counted in all. */
      waiting: number
      /** Up to 10000 of the latest are counted in all. */
      delivered: number
      /** Up to 10000 of the latest are counted in all. */
      failed: number
    }
  }
  /** Create an automation. Scope: automations:write. */
  createAutomation: {
    body: {
      name: string
      description?: string
      /** An entry, the id of the first step, and the steps by their ids; beside them frequency, goal, exits, controlGroup, quietHours and frequencyCap. At most 100 steps and 64 KiB. */
      definition: unknown
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout?: Record<string, unknown>
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Make the draft of a campaign. Scope: campaigns:write. */
  createCampaign: {
    body: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId?: string | null
      /** What the template may use. */
      context?: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond?: number | null
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Create a contact. Scope: contacts:write. */
  createContact: {
    body: {
      /** What is known of the contact, by name. */
      attributes?: Record<string, unknown>
      /** A boolean by channel: email, sms, postal, whatsapp, push, webPush, inApp, onSite, inline. */
      preferences?: unknown
      /** `{id, value, date?, source?, comment?}` each, a new answer. */
      consents?: Array<unknown>
      /** The system that tells. */
      source?: string
      /** Without it: `Member`. */
      contactType?: string
      /** Without it: true. */
      approved?: boolean
    }
    answer: {
      id: string
      contactType: string
      approved: boolean
      attributes: Record<string, unknown>
      preferences: {
        email?: boolean
        sms?: boolean
        postal?: boolean
        whatsapp?: boolean
        push?: boolean
        webPush?: boolean
        inApp?: boolean
        onSite?: boolean
        inline?: boolean
      }
      consents: Array<{
        id: string
        value: boolean
        date: string
        source: string | null
        comment: string | null
      }>
      source: string | null
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Write contacts into a CSV. Scope: exports:write. */
  createExport: {
    body: {
      filter?: {
        contactType?: string
        approved?: boolean
        /** What one is known by: an e-mail address, phone number, personal number, member number or external id. */
        key?: string
        /** Beginnings of words of names and keys, in any order. */
        search?: string
        /** Members of this segment or list. */
        segmentId?: string
        /** An ISO 8601 date-time, included. */
        createdFrom?: string
        /** An ISO 8601 date-time, not included. */
        createdUntil?: string
      }
      /** Attributes, `id`, `contactType`, `approved`, `source`, `createdAt`, `updatedAt`, `preferences.<channel>`, `consents.<id>`. Without it: the usual ones. */
      columns?: Array<string>
      fileName?: string
      /** Without it: a comma. */
      delimiter?: ',' | ';' | '	' | '|'
      /** Without it: UTF-8, with a byte order mark. */
      charset?: 'utf-8' | 'windows-1252'
    }
    answer: {
      id: string
      fileName: string
      columns: Array<string>
      /** `pending`, `processing`, `completed` or `failed`. */
      state: string
      /** As it was counted when it was asked for. */
      total: number
      done: number
      bytes: number
      createdAt: string
      finishedAt: string | null
    }
  }
  /** Inject faults into requests. Scope: faults:write. */
  createFaultRule: {
    body: {
      id?: string
      requests?: {
        /** A name; a star at its end stands for any rest. */
        operation?: string
        /** Below the version; a star is a segment, two stars at the end any rest. */
        path?: string
        method?: string
      }
      when?: 'before' | 'after'
      action: {
        latencyMs?: number
        /** 400 to 599. */
        status?: number
        errorCode?: string
        body?: unknown
        reset?: true
        /** So many bytes are sent. */
        truncate?: number
        /** Bytes per second. */
        throttle?: number
      }
      seed?: string
      probability?: number
      remaining?: number | null
    }
    answer: {
      id: string
      requests: {
        /** A name; a star at its end stands for any rest. */
        operation?: string
        /** Below the version; a star is a segment, two stars at the end any rest. */
        path?: string
        method?: string
      }
      when: 'before' | 'after'
      action: {
        latencyMs?: number
        /** 400 to 599. */
        status?: number
        errorCode?: string
        body?: unknown
        reset?: true
        /** So many bytes are sent. */
        truncate?: number
        /** Bytes per second. */
        throttle?: number
      }
      seed: string
      probability: number
      remaining: number | null
      /** How many requests it was about. */
      fitted: number
      struck: number
    }
  }
  /** Take in feedback, with files. Scope: feedback:write. */
  createFeedback: {
    answer: {
      id: string
      contactId: string | null
      kind: 'Like' | 'Question' | 'Suggestion' | 'Problem'
      state: 'unread' | 'read' | 'done'
      fields: Array<{
        id: string
        label: string
        isCustom: boolean
        value: {
          kind: string
          [name: string]: unknown
        }
      }>
      customData: Record<string, Array<string>>
      tags: Array<string>
      activity: {
        pageUrl: string | null
        pageTitle: string | null
        ip: string | null
        city: string | null
        country: string | null
        browser: string | null
        browserVersion: string | null
        platform: string | null
      }
      submittedAt: string
    }
  }
  /** Reply to feedback, with files. Scope: feedback:write. */
  createFeedbackReply: {
    params: {
      feedbackId: string
    }
    answer: {
      id: string
      feedbackId: string
      /** `admin`: the company; `user`: who gave the feedback. */
      writtenBy: string
      email: string
      name: string
      text: string
      attachments: Array<{
        id: string
        fileName: string
        fileType: string
        fileSize: number
      }>
      repliedAt: string
    }
  }
  /** Import contacts from a CSV. Scope: contacts:write. */
  createImport: {
    body: {
      /** The file as text. */
      csv?: string
      /** Instead of `csv`: its bytes in base64, whatever its character set. */
      file?: string
      /** Of `file`. Without it: it is found out. Latin-1 is `windows-1252`. */
      charset?: 'utf-8' | 'utf-16le' | 'windows-1252'
      /** Without it: it is found out. */
      delimiter?: ',' | ';' | '	' | '|'
      fileName?: string
      /** `create` refuses who is there, `update` who is not; `upsert` does the one or the other. */
      mode: 'create' | 'update' | 'upsert'
      /** Of rows that name none. Without it: `Member`. */
      contactType?: string
      /** Without it: as the preview suggests. */
      mapping?: Array<{
        /** As the header names it. */
        column: string
        /** An attribute, `contactType`, `preferences.<channel>` or `consents.<id>`. */
        target: string
        type?: 'text' | 'number' | 'boolean'
      }>
      /** Whether a blank cell clears what is known; else it says nothing. */
      blankClears?: boolean
      /** Only check. What one row breaks because of another, more than 500 rows before, is not found. */
      dryRun?: boolean
    }
    answer: {
      id: string
      fileName: string
      mode: string
      contactType: string | null
      dryRun: boolean
      /** `pending`, `processing`, `completed` or `cancelled`. */
      state: string
      total: number
      succeeded: number
      failed: number
      mapping: Array<{
        column: string
        target: string
        type: string
      }>
      createdAt: string
      finishedAt: string | null
    }
  }
  /** Store an interaction. Scope: interactions:write. */
  createInteraction: {
    body: {
      /** The contact who did it. */
      contactId: string
      /** The id of the schema. */
      schemaId: string
      /** When it happened, an ISO 8601 date-time with an offset. Without it: now. */
      createdAt?: string
      /** What the schema asks for. */
      payload: Record<string, unknown>
    }
    answer: {
      id: string
      contactId: string
      schemaId: string
      createdAt: string
      payload: Record<string, unknown>
    }
  }
  /** Store up to 1 000 interactions. Scope: interactions:write. */
  createInteractions: {
    body: {
      /** Each as in POST /interactions. */
      items: Array<unknown>
    }
    answer: {
      stored: number
      rejected: number
      refused: number
      /** One for each row, in the order of the rows. */
      outcomes: Array<{
        index: number
        /** Stored; rejected, that is kept as a rejected interaction; or refused, that is not kept. */
        outcome: 'stored' | 'rejected' | 'refused'
        /** Of the interaction, or of the rejected one. */
        id?: string
        /** Why not stored: the code of the problem. */
        code?: string
        faults?: Array<{
          field: string
          detail: string
        }>
      }>
    }
  }
  /** Make an API key. Scope: keys:write. */
  createKey: {
    body: {
      dialect: 'voyado' | 'webengage' | 'parley'
      /** Which system it is for. */
      name: string
      scopes?: Array<string>
      ipAllowList?: Array<string>
      expiresAt?: string | null
      /** Of a key of the WebEngage API: a person or a service account. */
      owner?: {
        kind: 'person' | 'service-account'
        id: string
      }
    }
    answer: {
      id: string
      /** The API that it opens. */
      dialect: string
      name: string
      /** Empty: everything. */
      scopes: Array<string>
      /** Empty: from anywhere. */
      ipAllowList: Array<string>
      expiresAt: string | null
      revokedAt: string | null
      createdAt: string
      version: number
      /** The key may do no more than its owner, and nothing without them. Null: nobody’s. */
      owner: {
        kind: 'person' | 'service-account'
        id: string
        /** An e-mail address, or the name of a service account; null when the owner is gone. */
        name: string | null
      } | null
      /** Shown this once. */
      secret: string
    }
  }
  /** Let a person sign in. Scope: people:write. */
  createPerson: {
    body: {
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      password?: string
    }
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** False until the invitation is accepted. */
      hasPassword: boolean
      invitedUntil: string | null
      version: number
      createdAt: string
      signedInAt: string | null
      /** Where the person sets their password, once. Shown this once; null when a password was given. */
      invitationUrl: string | null
    }
  }
  /** Name a provider that carries messages. Scope: providers:write. */
  createProvider: {
    body: {
      name: string
      /** The lowest is asked first. */
      priority?: number
      /** By kind; secrets are not told again. */
      settings?: Record<string, unknown>
      /** So many messages at a time, by each process. */
      concurrency?: number
      /** Over all processes. */
      perSecond?: number | null
      isEnabled?: boolean
      /** email, sms, whatsapp, push, webPush, webhook */
      channel: string
      /** outbox, smtp, private-email, sms-http, private-sms, whatsapp-cloud, private-whatsapp, fcm, web-push, webhook */
      kind: string
    }
    answer: {
      name: string
      /** The lowest is asked first. */
      priority: number
      /** By kind; secrets are not told again. */
      settings: Record<string, unknown>
      /** So many messages at a time, by each process. */
      concurrency: number
      /** Over all processes. */
      perSecond: number | null
      isEnabled: boolean
      id: string
      channel: string
      kind: string
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Define a kind of interaction. Scope: schemas:write. */
  createSchema: {
    body: {
      /** The alias: letters, digits, _ and -. */
      id: unknown
      /** What people call it. */
      displayName: unknown
      /** The definition, JSON Schema draft 2020-12. */
      jsonSchema: unknown
    }
    answer: {
      id: string
      displayName: string
      jsonSchema: Record<string, unknown>
      createdAt: string
      updatedAt: string
      version: number
      /** Whether nobody registered it: it follows from the interactions of its name, and checks nothing. */
      learnt: boolean
    }
  }
  /** Make a segment or a list. Scope: segments:write. */
  createSegment: {
    body: {
      name: string
      description?: string
      /** `live`: members follow from the rule at all times. `refreshing`: they are computed on a schedule. `list`: they are put in; with a rule, it begins with those that fulfil it. */
      kind: 'live' | 'refreshing' | 'list'
      /** A tree. Nodes: `{"kind": "all" | "any", "of": [rule, …]}`, `{"kind": "not", "of": rule}`. Leaves by `kind`: `attribute`, `contactType`, `approved`, `preference`, `consent`, `created`, `source`, `reachable`, `interactions`, `purchases`, `messages`, `segment`. */
      rule?: {
        kind: string
        [name: string]: unknown
      }
      /** Whether contacts that have still to confirm may be members. */
      includesUnapproved?: boolean
      refresh?: 'daily' | 'weekly' | 'monthly'
    }
    answer: {
      id: string
      name: string
      description: string
      kind: string
      rule: {
        kind: string
        [name: string]: unknown
      } | null
      includesUnapproved: boolean
      refresh: string | null
      /** How many there are now. */
      members?: number
      computation: {
        /** `stale`: to be computed; `computing`; `ready`. */
        state: string
        progress: {
          done: number
          total: number
        } | null
        computedAt: string | null
        tookMs: number | null
        sweptAt: string | null
        dueAt: string | null
        /** Contacts checked since it was computed, for facts and for time. */
        checkedContacts: number
        msPerCheck: number | null
        lastError: string | null
        retryAt: string | null
      }
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Send a message to a contact. Scope: messages:write. */
  createSend: {
    body: {
      contactId: string
      templateId: string
      /** What the template may use: `token`, `interaction` …; with `overrideAddress` it goes there instead of to the contact. */
      context?: Record<string, unknown>
      /** Of all sends with the same key one is made. */
      dedupeKey?: string
      /** Not before then. */
      dueAt?: string
      /** Not after then. */
      expiresAt?: string
    }
    answer: {
      id: string
      contactId: string
      templateId: string
      channel: string
      origin: {
        kind: string
        id: string
        step?: string
      }
      context: Record<string, unknown>
      dedupeKey: string
      state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
      /** Why it was not sent, or did not arrive. */
      reason: string | null
      detail: string | null
      address: string | null
      /** Null: captured in the outbox. */
      providerId: string | null
      reference: string | null
      tries: number
      dueAt: string
      /** Not sent after then; what is on show is not shown after then. */
      expiresAt: string | null
      createdAt: string
      sentAt: string | null
      endedAt: string | null
      openedAt: string | null
      clickedAt: string | null
      clicks: number
      dismissedAt: string | null
    }
  }
  /** Make a service account, which owns keys of the WebEngage API. Scope: keys:write. */
  createServiceAccount: {
    body: {
      name: string
      /** What its keys may do of the WebEngage API. */
      roles: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
    }
    answer: {
      id: string
      name: string
      /** What its keys may do of the WebEngage API. */
      roles: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
      /** Its keys open nothing while it is. */
      isDisabled: boolean
      version: number
      createdAt: string
    }
  }
  /** Make a survey. Scope: surveys:write. */
  createSurvey: {
    body: {
      /** For those who make it; who answers sees the title. */
      name: string
      /** What is asked: see the answer. */
      definition: Record<string, unknown>
      /** Whether it takes responses. Without it: yes. */
      isOpen?: boolean
      /** From which sites browsers may send responses: `https://www.example.com`, or `*` for any. */
      origins?: Array<string>
    }
    answer: {
      id: string
      version: number
      name: string
      definition: {
        title: string
        about?: string
        /** What stands there once it is sent. */
        thanks?: string
        submitLabel?: string
        /** As in BCP 47. */
        language?: string
        questions: Array<{
          kind: 'choice'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
        } | {
          kind: 'choices'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
          most?: number
        } | {
          kind: 'matrix'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          rows: Array<string>
          columns: Array<string>
          allowsSeveral?: boolean
        } | {
          kind: 'fields'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          fields: Array<{
            id: string
            label: string
            format?: 'text' | 'email' | 'phone' | 'number'
            isRequired?: boolean
          }>
        } | {
          kind: 'file'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          /** Which kinds of files are taken, by the endings of their names. */
          endings?: Array<'csv' | 'doc' | 'docx' | 'gif' | 'heic' | 'jpeg' | 'jpg' | 'json' | 'mov' | 'mp3' | 'mp4' | 'odt' | 'ods' | 'pdf' | 'png' | 'txt' | 'wav' | 'webp' | 'xls' | 'xlsx' | 'zip'>
          mostBytes?: number
        } | {
          kind: 'score'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          lowLabel?: string
          highLabel?: string
        } | {
          kind: 'text'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          mostCharacters?: number
          isShort?: boolean
        }>
      }
      isOpen: boolean
      origins: Array<string>
      createdAt: string
      updatedAt: string
      /** Signs tokens that say who answers. Shown this once. */
      secret: string
    }
  }
  /** A link to a survey for one contact. Scope: surveys:write. */
  createSurveyLink: {
    params: {
      surveyId: string
    }
    body: {
      contactId: string
      /** How long it is good for. Without it: 30. */
      days?: number
    }
    answer: {
      url: string
      /** The same for the attribute `respondent` of the form. */
      token: string
      expiresAt: string
    }
  }
  /** Make a template for messages. Scope: messages:write. */
  createTemplate: {
    body: {
      name: string
      /** email, sms, whatsapp, push, webPush, inApp, onSite, inline, webhook */
      channel: string
      /** Sent because of something that the contact did: it asks for no preference. */
      isTransactional?: boolean
      /** Consents that must be in force. */
      consentIds?: Array<string>
      subject?: string | null
      mjml?: string | null
      html?: string | null
      text?: string | null
      payload?: Record<string, unknown> | null
      sender?: {
        address: string
        name?: string
        replyTo?: string
      } | null
      tracksOpens?: boolean
      tracksLinks?: boolean
    }
    answer: {
      id: string
      name: string
      channel: string
      isTransactional: boolean
      consentIds: Array<string>
      subject: string | null
      mjml: string | null
      html: string | null
      text: string | null
      payload: Record<string, unknown> | null
      sender: {
        address: string
        name?: string
        replyTo?: string
      } | null
      tracksOpens: boolean
      tracksLinks: boolean
      /** What it asks for, found when it was saved. */
      variables: Array<string>
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Upload a CSV file of users, events or items of a catalogue. Scope: uploads:write. */
  createUpload: {
    query: {
      /** `users`, `events`, `catalogue-items`. */
      kind: string
      /** The slug of the catalogue. */
      subject?: string
    }
    answer: {
      id: string
      /** What its rows are: `users`, `events`, `catalogue-items`, `recommended-items`. */
      kind: string
      /** What they are of: a catalogue or a recommendation. */
      subject: string
      fileName: string
      fileSize: number
      /** processing, succeeded, failed */
      state: string
      /** That were looked at, the header not counted. */
      rowsDone: number
      rowsRefused: number
      /** Why it was not read to its end. */
      problem: string | null
      createdAt: string
      endedAt: string | null
    }
  }
  /** Save a view of a list. Scope: views:write. */
  createView: {
    body: {
      list: string
      name: string
      /** Parameters of the list. */
      filter?: Record<string, unknown>
      columns?: Array<string>
      sort?: string | null
      /** Whether all of the tenant see it. */
      isShared?: boolean
    }
    answer: {
      id: string
      /** Of which list: `contacts`, `rejected-interactions`, as the client calls it. */
      list: string
      name: string
      /** Parameters of the list. */
      filter: Record<string, unknown>
      columns: Array<string>
      sort: string | null
      /** Whether all of the tenant see it. */
      isShared: boolean
      /** Whether the caller made it. */
      isOwn: boolean
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** A token by which a page or an app shows what there is for a contact. Scope: messages:write. */
  createVisitorToken: {
    params: {
      contactId: string
    }
    body: {
      /** An ISO 8601 duration, at most P30D. Without it: PT24H. */
      validFor?: string
    }
    answer: {
      /** For `Authorization: Bearer`. */
      token: string
      expiresAt: string
      /** HTML for the page, with the token in it. */
      snippet: string
    }
  }
  /** Make a webhook. Scope: webhooks:write. */
  createWebhook: {
    body: {
      url: string
      /** Whose envelopes it gets. Without it: `parley`. */
      dialect?: string
      /** `json`, or `xml` where its dialect has it. */
      format?: string
      description?: string
      eventTypes?: Array<string>
      schemaIds?: Array<string>
      contactTypes?: Array<string>
      headers?: Record<string, string>
      concurrency?: number
      perSecond?: number | null
      /** One that the receiver has already. Without it: a new one. */
      secret?: string
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
      /** Signs what is sent. Shown this once. */
      secret: string
    }
  }
  /** Define a business event, or define it anew. Scope: automations:write. */
  defineBusinessEvent: {
    params: {
      /** The name of the business event. */
      name: string
    }
    body: {
      attributes: Array<{
        name: string
        /** string, number, boolean, date, array, object */
        type: string
      }>
    }
    answer: {
      name: string
      attributes: Array<{
        name: string
        type: string
      }>
      createdAt: string
      updatedAt: string
    }
  }
  /** Make a catalogue, or define it anew. Scope: catalogues:write. */
  defineCatalogue: {
    params: {
      catalogueSlug: string
    }
    body: {
      name: string
      /** By which an item is known. */
      keyAttribute: string
      attributes: Array<{
        name: string
        /** string, number, boolean, date */
        type: string
        isRequired?: boolean
      }>
    }
    answer: {
      slug: string
      name: string
      keyAttribute: string
      attributes: Array<{
        name: string
        type: string
        isRequired: boolean
      }>
      createdAt: string
      updatedAt: string
    }
  }
  /** Define a consent, or define it anew. Scope: tenant:write. */
  defineConsent: {
    params: {
      consentId: string
    }
    body: {
      /** The name that people see. */
      name: string
      /** Without a yes to it no contact is made. */
      isMandatory: boolean
      /** By language, such as sv-SE. */
      displayText?: Record<string, string>
      /** By language, such as sv-SE. */
      linkText?: Record<string, string>
      /** By language, such as sv-SE. */
      conditionText?: Record<string, string>
    }
    answer: {
      id: string
      name: string
      isMandatory: boolean
      /** By language, such as sv-SE. */
      displayText: Record<string, string>
      /** By language, such as sv-SE. */
      linkText: Record<string, string>
      /** By language, such as sv-SE. */
      conditionText: Record<string, string>
    }
  }
  /** Define a type of contacts, or define it anew. Scope: tenant:write. */
  defineContactType: {
    params: {
      typeId: string
    }
    body: {
      /** The name that people see; other than the id. */
      displayName: string
      /** What contacts of the type are known by. */
      keyAttribute: 'email' | 'mobilePhone' | 'externalId' | 'socialSecurityNumber'
      /** What they must have besides. */
      mandatoryAttributes: Array<string>
    }
    answer: {
      id: string
      displayName: string
      keyAttribute: string
      mandatoryAttributes: Array<string>
    }
  }
  /** Delete an automation. Scope: automations:write. */
  deleteAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Delete the draft of a campaign. Scope: campaigns:write. */
  deleteCampaign: {
    params: {
      campaignId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Delete a catalogue. Scope: catalogues:write. */
  deleteCatalogue: {
    params: {
      catalogueSlug: string
    }
    answer: undefined
  }
  /** Take a consent out of what contacts are asked. Scope: tenant:write. */
  deleteConsent: {
    params: {
      consentId: string
    }
    answer: undefined
  }
  /** Erase a contact and everything it did. Scope: contacts:write. */
  deleteContact: {
    params: {
      contactId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Take a fault rule away. Scope: faults:write. */
  deleteFaultRule: {
    params: {
      ruleId: string
    }
    answer: undefined
  }
  /** Delete feedback. Scope: feedback:write. */
  deleteFeedback: {
    params: {
      feedbackId: string
    }
    answer: undefined
  }
  /** Delete an interaction. Scope: interactions:write. */
  deleteInteraction: {
    params: {
      interactionId: string
    }
    answer: undefined
  }
  /** Remove a person and end their sessions. Scope: people:write. */
  deletePerson: {
    params: {
      personId: string
    }
    answer: undefined
  }
  /** Take a provider away. Scope: providers:write. */
  deleteProvider: {
    params: {
      providerId: string
    }
    answer: undefined
  }
  /** Delete a schema and all interactions of it. Scope: schemas:write. */
  deleteSchema: {
    params: {
      schemaId: string
    }
    answer: undefined
  }
  /** Delete a segment. Scope: segments:write. */
  deleteSegment: {
    params: {
      segmentId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Remove a service account; its keys open nothing any more. Scope: keys:write. */
  deleteServiceAccount: {
    params: {
      serviceAccountId: string
    }
    answer: undefined
  }
  /** Forget a snapshot. Scope: snapshots:write. */
  deleteSnapshot: {
    params: {
      name: string
    }
    answer: undefined
  }
  /** Delete a survey. Scope: surveys:write. */
  deleteSurvey: {
    params: {
      surveyId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Delete a response to a survey. Scope: surveys:write. */
  deleteSurveyResponse: {
    params: {
      responseId: string
    }
    answer: undefined
  }
  /** Delete a template. Scope: messages:write. */
  deleteTemplate: {
    params: {
      templateId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Delete a saved view. Scope: views:write. */
  deleteView: {
    params: {
      viewId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Delete a webhook. Scope: webhooks:write. */
  deleteWebhook: {
    params: {
      webhookId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Switch a webhook off. Scope: webhooks:write. */
  disableWebhook: {
    params: {
      webhookId: string
    }
    body: {
      reason?: string
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
    }
  }
  /** Take a rejected interaction away for good. Scope: interactions:write. */
  discardOneRejected: {
    params: {
      rejectedId: string
    }
    answer: undefined
  }
  /** Take many rejected interactions away for good. Scope: interactions:write. */
  discardRejected: {
    body: {
      ids?: Array<string>
      schemaId?: string
      contactId?: string
      /** With `reasonDetail`: the first fault, as groups tell it. */
      reasonField?: string
      reasonDetail?: string
      limit?: number
    }
    answer: {
      discarded: number
      /** Whether the same call would find more. */
      hasMore: boolean
    }
  }
  /** A file that came with feedback. Scope: feedback:read. */
  downloadFeedbackFile: {
    params: {
      fileId: string
    }
    answer: undefined
  }
  /** A file that came with a reply to feedback. Scope: feedback:read. */
  downloadReplyFile: {
    params: {
      fileId: string
    }
    answer: undefined
  }
  /** A file that came with a response. Scope: surveys:read. */
  downloadSurveyFile: {
    params: {
      fileId: string
    }
    answer: undefined
  }
  /** An upload with its errors. Scope: uploads:read. */
  downloadUploadErrors: {
    params: {
      uploadId: string
    }
    answer: undefined
  }
  /** The path that a contact would take. Scope: automations:read. */
  dryRunAutomation: {
    params: {
      automationId: string
    }
    body: {
      contactId: string
      /** The values of the entry. */
      data?: Record<string, unknown>
      /** An entry, the id of the first step, and the steps by their ids; beside them frequency, goal, exits, controlGroup, quietHours and frequencyCap. At most 100 steps and 64 KiB. */
      definition?: unknown
      /** By the id of a step: what is assumed of it. Without it nothing happens, and calls succeed. */
      assume?: Record<string, 'happened' | 'timedOut' | 'succeeded' | 'sent' | 'delivered' | 'opened' | 'clicked' | 'dismissed' | 'bounced' | 'failed' | 'unsubscribed'>
    }
    answer: {
      path: Array<{
        step: string
        kind: string
        outcome: string
        detail: string | null
        at: string
      }>
      /** How it would end, or `not yet`. */
      ends: string
      endsAt: string
      /** The paths of the branches that would begin at forks. */
      branches: Array<{
        branch: number
        path: Array<{
          step: string
          kind: string
          outcome: string
          detail: string | null
          at: string
        }>
        /** How it would end, or `not yet`. */
        ends: string
        endsAt: string
      }>
    }
  }
  /** Take everything out of the outbox. Scope: messages:write. */
  emptyOutbox: {
    answer: undefined
  }
  /** Switch a webhook on. Scope: webhooks:write. */
  enableWebhook: {
    params: {
      webhookId: string
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
    }
  }
  /** Sign out everywhere else. Scope: me:write. */
  endOtherSessions: {
    answer: undefined
  }
  /** Sign out of one session. Scope: me:write. */
  endSession: {
    params: {
      sessionId: string
    }
    answer: undefined
  }
  /** Why a contact got this, or did not. Scope: automations:read. */
  explainContact: {
    params: {
      automationId: string
      contactId: string
    }
    answer: {
      state: string
      /** In sentences, the most telling first. */
      says: Array<string>
      runs: Array<{
        id: string
        /** 0: a run. After a fork it has branches, numbered from 1. */
        branch: number
        branchOf: string | null
        automationId: string
        definitionVersion: number
        contactId: string
        entry: Record<string, unknown>
        state: 'waiting' | 'ended'
        step: string | null
        /** What it waits for, or how it ended. */
        reason: string
        lastError: string | null
        enteredAt: string
        dueAt: string | null
        startedAt: string
        endedAt: string | null
        /** In order. Of more than 1000 steps the first and the newest others. */
        history: Array<{
          step: string
          kind: string
          outcome: string
          detail: string | null
          at: string
        }>
        /** What of the run goes on, or went on, beside it. Of a branch there is none. */
        branches: Array<{
          id: string
          /** 0: a run. After a fork it has branches, numbered from 1. */
          branch: number
          branchOf: string | null
          automationId: string
          definitionVersion: number
          contactId: string
          entry: Record<string, unknown>
          state: 'waiting' | 'ended'
          step: string | null
          /** What it waits for, or how it ended. */
          reason: string
          lastError: string | null
          enteredAt: string
          dueAt: string | null
          startedAt: string
          endedAt: string | null
          /** In order. Of more than 1000 steps the first and the newest others. */
          history: Array<{
            step: string
            kind: string
            outcome: string
            detail: string | null
            at: string
          }>
        }>
      }>
      refusals: Array<{
        reason: string
        factId: string
        count: number
        at: string
      }>
      /** The newest facts of the kind that starts it, and whether they fit its conditions. */
      facts: Array<{
        factId: string
        type: string
        at: string
        fits: boolean
      }>
      /** What would keep a run from starting now. */
      wouldBeRefused: string | null
    }
  }
  /** Tell whether a contact is a member, and why. Scope: segments:read. */
  explainMember: {
    params: {
      segmentId: string
      contactId: string
    }
    answer: {
      isMember: boolean
      /** The rule as a whole; null without one. */
      isFulfilled: boolean | null
      /** True of an unapproved contact where such are left out. */
      isLeftOut: boolean
      nodes: Array<{
        /** A JSON pointer into the rule; empty for the whole. */
        pointer: string
        /** A tree. Nodes: `{"kind": "all" | "any", "of": [rule, …]}`, `{"kind": "not", "of": rule}`. Leaves by `kind`: `attribute`, `contactType`, `approved`, `preference`, `consent`, `created`, `source`, `reachable`, `interactions`, `purchases`, `messages`, `segment`. */
        rule: {
          kind: string
          [name: string]: unknown
        }
        isFulfilled: boolean
      }>
    }
  }
  /** All that is kept of one person. Scope: exports:read. */
  exportContact: {
    params: {
      contactId: string
    }
    answer: {
      exportedAt: string
      contact: {
        id: string
        contactType: string
        approved: boolean
        attributes: Record<string, unknown>
        preferences: {
          email?: boolean
          sms?: boolean
          postal?: boolean
          whatsapp?: boolean
          push?: boolean
          webPush?: boolean
          inApp?: boolean
          onSite?: boolean
          inline?: boolean
        }
        consents: Array<{
          id: string
          value: boolean
          date: string
          source: string | null
          comment: string | null
        }>
        source: string | null
        createdAt: string
        updatedAt: string
        version: number
      }
      /** Rows as they are stored, by kind. */
      kept: Record<string, Array<unknown>>
      /** Kinds of which there is more. */
      incomplete: Array<string>
      /** All interactions as they were received, byte for byte. */
      bodies: Array<{
        interactionId: string
        body: string
      }>
    }
  }
  /** Read an automation. Scope: automations:read. */
  getAutomation: {
    params: {
      automationId: string
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Read a campaign and what became of its sends. Scope: campaigns:read. */
  getCampaign: {
    params: {
      campaignId: string
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
      figures: {
        total: number
        byState: Record<string, number>
        opened: number
        clicked: number
      }
      /** Of a broadcast that is not under way: to how many it would go if it were started now. */
      recipients: number | null
    }
  }
  /** Read a captured message as it would have left. Scope: messages:read. */
  getCaptured: {
    params: {
      sendId: string
    }
    answer: {
      /** The id of its send. */
      id: string
      contactId: string
      channel: string
      to: string
      from: string | null
      subject: string | null
      html: string | null
      text: string | null
      payload: Record<string, unknown> | null
      headers: Record<string, string>
      capturedAt: string
    }
  }
  /** Read the definition of a catalogue. Scope: catalogues:read. */
  getCatalogue: {
    params: {
      catalogueSlug: string
    }
    answer: {
      slug: string
      name: string
      keyAttribute: string
      attributes: Array<{
        name: string
        type: string
        isRequired: boolean
      }>
      createdAt: string
      updatedAt: string
    }
  }
  /** Read an item of a catalogue. Scope: catalogues:read. */
  getCatalogueItem: {
    params: {
      catalogueSlug: string
      itemKey: string
    }
    answer: {
      key: string
      attributes: Record<string, unknown>
      updatedAt: string
    }
  }
  /** The tenant's time. Scope: clock:read. */
  getClock: {
    answer: {
      now: string
      frozenAt: string | null
      /** How far it is ahead of the machine while it runs. */
      offsetMs: number
    }
  }
  /** Read a contact. Scope: contacts:read. */
  getContact: {
    params: {
      contactId: string
    }
    answer: {
      id: string
      contactType: string
      approved: boolean
      attributes: Record<string, unknown>
      preferences: {
        email?: boolean
        sms?: boolean
        postal?: boolean
        whatsapp?: boolean
        push?: boolean
        webPush?: boolean
        inApp?: boolean
        onSite?: boolean
        inline?: boolean
      }
      consents: Array<{
        id: string
        value: boolean
        date: string
        source: string | null
        comment: string | null
      }>
      source: string | null
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** The newest interactions of a contact by schema, in the order in which a card shows them. Scope: interactions:read. */
  getContactCard: {
    params: {
      contactId: string
    }
    query: {
      /** So many of each schema. */
      perSchema?: number
    }
    answer: {
      schemas: Array<{
        schemaId: string
        displayName: string
        /** Up to 1000. */
        count: number
        /** By `sortOrder`, then as they were declared. */
        columns: Array<{
          name: string
          displayName: string
          type: string
          format: string | null
          /** Whether it is meant for the contact card (`showInContactCard`). */
          isShown: boolean
          isSegmentable: boolean
        }>
        items: Array<{
          id: string
          createdAt: string
          payload: Record<string, unknown>
        }>
      }>
    }
  }
  /** Read a delivery and its attempts. Scope: webhooks:read. */
  getDelivery: {
    params: {
      deliveryId: string
    }
    answer: {
      id: string
      webhookId: string
      messageId: string
      eventType: string
      state: string
      dueAt: string
      createdAt: string
      endedAt: string | null
      /** What is signed and sent. */
      body: string
      attempts: Array<{
        at: string
        status: number | null
        ms: number
        answer: string
        problem: string | null
      }>
      /** What is posted, as the webhook is now. Null: it is deleted. */
      request: {
        url: string
        /** Null: the value is secret, or another one for each attempt. */
        headers: Record<string, string | null>
      } | null
    }
  }
  /** How far an export is. Scope: exports:read. */
  getExport: {
    params: {
      exportId: string
    }
    answer: {
      id: string
      fileName: string
      columns: Array<string>
      /** `pending`, `processing`, `completed` or `failed`. */
      state: string
      /** As it was counted when it was asked for. */
      total: number
      done: number
      bytes: number
      createdAt: string
      finishedAt: string | null
    }
  }
  /** The file of an export. Scope: exports:read. */
  getExportFile: {
    params: {
      exportId: string
    }
    answer: undefined
  }
  /** Read feedback with its replies. Scope: feedback:read. */
  getFeedback: {
    params: {
      feedbackId: string
    }
    answer: {
      id: string
      contactId: string | null
      kind: 'Like' | 'Question' | 'Suggestion' | 'Problem'
      state: 'unread' | 'read' | 'done'
      fields: Array<{
        id: string
        label: string
        isCustom: boolean
        value: {
          kind: string
          [name: string]: unknown
        }
      }>
      customData: Record<string, Array<string>>
      tags: Array<string>
      activity: {
        pageUrl: string | null
        pageTitle: string | null
        ip: string | null
        city: string | null
        country: string | null
        browser: string | null
        browserVersion: string | null
        platform: string | null
      }
      submittedAt: string
      replies: Array<{
        id: string
        feedbackId: string
        /** `admin`: the company; `user`: who gave the feedback. */
        writtenBy: string
        email: string
        name: string
        text: string
        attachments: Array<{
          id: string
          fileName: string
          fileType: string
          fileSize: number
        }>
        repliedAt: string
      }>
    }
  }
  /** Count the runs of an automation. Scope: automations:read. */
  getFigures: {
    params: {
      automationId: string
    }
    answer: {
      waiting: number
      /** Of the waiting ones, those whose step could not be done the last time. */
      failing: number
      /** By how they ended. */
      ended: Record<string, number>
    }
  }
  /** How far an import is. Scope: contacts:read. */
  getImport: {
    params: {
      importId: string
    }
    answer: {
      id: string
      fileName: string
      mode: string
      contactType: string | null
      dryRun: boolean
      /** `pending`, `processing`, `completed` or `cancelled`. */
      state: string
      total: number
      succeeded: number
      failed: number
      mapping: Array<{
        column: string
        target: string
        type: string
      }>
      createdAt: string
      finishedAt: string | null
    }
  }
  /** The rows of an import that were refused, as a file. Scope: contacts:read. */
  getImportErrorFile: {
    params: {
      importId: string
    }
    answer: undefined
  }
  /** Read an interaction. Scope: interactions:read. */
  getInteraction: {
    params: {
      interactionId: string
    }
    answer: {
      id: string
      contactId: string
      schemaId: string
      createdAt: string
      payload: Record<string, unknown>
    }
  }
  /** Read the body of an interaction as it was received. Scope: interactions:read. */
  getInteractionBody: {
    params: {
      interactionId: string
    }
    answer: unknown
  }
  /** Read an API key. Scope: keys:read. */
  getKey: {
    params: {
      keyId: string
    }
    answer: {
      id: string
      /** The API that it opens. */
      dialect: string
      name: string
      /** Empty: everything. */
      scopes: Array<string>
      /** Empty: from anywhere. */
      ipAllowList: Array<string>
      expiresAt: string | null
      revokedAt: string | null
      createdAt: string
      version: number
      /** The key may do no more than its owner, and nothing without them. Null: nobody’s. */
      owner: {
        kind: 'person' | 'service-account'
        id: string
        /** An e-mail address, or the name of a service account; null when the owner is gone. */
        name: string | null
      } | null
      /** When somebody last called with it, refused or not. Counted every few seconds. */
      lastUsedAt: string | null
    }
  }
  /** Who is signed in, and what they may do. Scope: me:read. */
  getMe: {
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** Empty: everything. */
      scopes: Array<string>
      tenant: {
        slug: string
        name: string
        timeZone: string
        production: boolean
      }
      session: {
        id: string
        endsAt: string
      }
    }
  }
  /** How it goes: intake, messages, segments, webhooks, and what needs attention. Scope: overview:read. */
  getOverview: {
    answer: {
      at: string
      intake: {
        /** The last hour, the oldest first; the last minute is not over. */
        minutes: Array<{
          at: string
          accepted: number
          rejected: number
        }>
        accepted: number
        rejected: number
        /** From 0 to 1. */
        rejectedShare: number
      }
      /** Of those made in the last day. */
      sends: Array<{
        state: string
        count: number
      }>
      /** Those with the most movement in the last day. */
      segments: Array<{
        segmentId: string
        name: string
        entered: number
        left: number
      }>
      webhooks: Array<{
        id: string
        url: string
        description: string
        state: 'enabled' | 'failing' | 'disabled'
        disabledReason: string | null
        failingSince: string | null
        waiting: number
        oldestDueAt: string | null
        /** Of the last day. */
        failed: number
      }>
      /** What works from the logs, and how many facts it has yet to come to. */
      behind: Array<{
        consumer: string
        log: string
        facts: number
      }>
      attention: Array<{
        kind: 'rejected-interactions' | 'webhook-disabled' | 'webhook-failing' | 'deliveries-failed' | 'segment-failing' | 'sends-failed' | 'work-failing' | 'key-expires'
        /** The id of what it is about, if any. */
        subject: string | null
        detail: string
      }>
    }
  }
  /** Read one person. Scope: people:read. */
  getPerson: {
    params: {
      personId: string
    }
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** False until the invitation is accepted. */
      hasPassword: boolean
      invitedUntil: string | null
      version: number
      createdAt: string
      signedInAt: string | null
    }
  }
  /** Read a provider, and where it can post what became of messages. Scope: providers:read. */
  getProvider: {
    params: {
      providerId: string
    }
    answer: {
      name: string
      /** The lowest is asked first. */
      priority: number
      /** By kind; secrets are not told again. */
      settings: Record<string, unknown>
      /** So many messages at a time, by each process. */
      concurrency: number
      /** Over all processes. */
      perSecond: number | null
      isEnabled: boolean
      id: string
      channel: string
      kind: string
      version: number
      createdAt: string
      updatedAt: string
      /** For the provider: a POST there needs no key. */
      reportUrl: string
    }
  }
  /** What the purchases of a contact come to. Scope: purchases:read. */
  getPurchaseFigures: {
    params: {
      contactId: string
    }
    answer: {
      /** The company's own; null when none is set, and each receipt counts in its own. */
      currency: string | null
      latestAt: string | null
      all: {
        /** To the digit. */
        amount: string
        /** To the digit. */
        articles: string
        /** To the digit. */
        receipts: string
        /** To the digit. */
        average: string
      }
      lastYear: {
        /** To the digit. */
        amount: string
        /** To the digit. */
        articles: string
        /** To the digit. */
        receipts: string
        /** To the digit. */
        average: string
      }
      lastTwoYears: {
        /** To the digit. */
        amount: string
        /** To the digit. */
        articles: string
        /** To the digit. */
        receipts: string
        /** To the digit. */
        average: string
      }
    }
  }
  /** What is recommended beside an item, to a user, or to all. Scope: catalogues:read. */
  getRecommended: {
    params: {
      recommendationSlug: string
    }
    query: {
      /** The key of an item or a user id; none for a static one. */
      for?: string
    }
    answer: {
      items: Array<{
        key: string
        attributes: Record<string, unknown>
        updatedAt: string
      }>
    }
  }
  /** Read a rejected interaction. Scope: interactions:read. */
  getRejected: {
    params: {
      rejectedId: string
    }
    answer: {
      id: string
      contactId: string
      schemaId: string
      /** The version that it was checked against last. */
      schemaVersion: number
      faults: Array<{
        field: string
        detail: string
      }>
      /** As it was received. */
      body: string
      receivedAt: string
    }
  }
  /** Read a run with its history. Scope: automations:read. */
  getRun: {
    params: {
      runId: string
    }
    answer: {
      id: string
      /** 0: a run. After a fork it has branches, numbered from 1. */
      branch: number
      branchOf: string | null
      automationId: string
      definitionVersion: number
      contactId: string
      entry: Record<string, unknown>
      state: 'waiting' | 'ended'
      step: string | null
      /** What it waits for, or how it ended. */
      reason: string
      lastError: string | null
      enteredAt: string
      dueAt: string | null
      startedAt: string
      endedAt: string | null
      /** In order. Of more than 1000 steps the first and the newest others. */
      history: Array<{
        step: string
        kind: string
        outcome: string
        detail: string | null
        at: string
      }>
      /** What of the run goes on, or went on, beside it. Of a branch there is none. */
      branches: Array<{
        id: string
        /** 0: a run. After a fork it has branches, numbered from 1. */
        branch: number
        branchOf: string | null
        automationId: string
        definitionVersion: number
        contactId: string
        entry: Record<string, unknown>
        state: 'waiting' | 'ended'
        step: string | null
        /** What it waits for, or how it ended. */
        reason: string
        lastError: string | null
        enteredAt: string
        dueAt: string | null
        startedAt: string
        endedAt: string | null
        /** In order. Of more than 1000 steps the first and the newest others. */
        history: Array<{
          step: string
          kind: string
          outcome: string
          detail: string | null
          at: string
        }>
      }>
    }
  }
  /** A payload as the schema wants it. Scope: schemas:read. */
  getSamplePayload: {
    params: {
      schemaId: string
    }
    answer: {
      payload: Record<string, unknown>
      isValid: boolean
      faults: Array<{
        field: string
        detail: string
      }>
    }
  }
  /** Read a schema. Scope: schemas:read. */
  getSchema: {
    params: {
      schemaId: string
    }
    answer: {
      id: string
      displayName: string
      jsonSchema: Record<string, unknown>
      createdAt: string
      updatedAt: string
      version: number
      /** Whether nobody registered it: it follows from the interactions of its name, and checks nothing. */
      learnt: boolean
    }
  }
  /** How many interactions were accepted and rejected. Scope: schemas:read. */
  getSchemaCounters: {
    params: {
      schemaId: string
    }
    query: {
      /** The first day, YYYY-MM-DD. Without it: 30 days ago. */
      since?: string
    }
    answer: {
      accepted: number
      rejected: number
      lastAcceptedAt: string | null
      lastRejectedAt: string | null
      /** The newest first; days without any are absent. */
      days: Array<{
        day: string
        accepted: number
        rejected: number
      }>
    }
  }
  /** Read a segment. Scope: segments:read. */
  getSegment: {
    params: {
      segmentId: string
    }
    answer: {
      id: string
      name: string
      description: string
      kind: string
      rule: {
        kind: string
        [name: string]: unknown
      } | null
      includesUnapproved: boolean
      refresh: string | null
      /** How many there are now. */
      members?: number
      computation: {
        /** `stale`: to be computed; `computing`; `ready`. */
        state: string
        progress: {
          done: number
          total: number
        } | null
        computedAt: string | null
        tookMs: number | null
        sweptAt: string | null
        dueAt: string | null
        /** Contacts checked since it was computed, for facts and for time. */
        checkedContacts: number
        msPerCheck: number | null
        lastError: string | null
        retryAt: string | null
      }
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** How many members there were over time. Scope: segments:read. */
  getSegmentHistory: {
    params: {
      segmentId: string
    }
    query: {
      step?: 'hour' | 'day'
      /** A date-time. Without it: for 30 days, or 48 hours. */
      from?: string
      /** A date-time, not included. Without it: now. */
      until?: string
    }
    answer: {
      step: string
      /** The oldest first; at most 1000. */
      points: Array<{
        /** When the hour or day began. */
        at: string
        /** Members at its end, or now. */
        size: number
        entered: number
        /** Those whose contact was deleted included. */
        left: number
      }>
    }
  }
  /** Read a send. Scope: messages:read. */
  getSend: {
    params: {
      sendId: string
    }
    answer: {
      id: string
      contactId: string
      templateId: string
      channel: string
      origin: {
        kind: string
        id: string
        step?: string
      }
      context: Record<string, unknown>
      dedupeKey: string
      state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
      /** Why it was not sent, or did not arrive. */
      reason: string | null
      detail: string | null
      address: string | null
      /** Null: captured in the outbox. */
      providerId: string | null
      reference: string | null
      tries: number
      dueAt: string
      /** Not sent after then; what is on show is not shown after then. */
      expiresAt: string | null
      createdAt: string
      sentAt: string | null
      endedAt: string | null
      openedAt: string | null
      clickedAt: string | null
      clicks: number
      dismissedAt: string | null
    }
  }
  /** Read a service account. Scope: keys:read. */
  getServiceAccount: {
    params: {
      serviceAccountId: string
    }
    answer: {
      id: string
      name: string
      /** What its keys may do of the WebEngage API. */
      roles: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
      /** Its keys open nothing while it is. */
      isDisabled: boolean
      version: number
      createdAt: string
    }
  }
  /** Count runs step by step. Scope: automations:read. */
  getStepFigures: {
    params: {
      automationId: string
    }
    answer: {
      /** Of the newest 2000 runs those that are on their way, by the step they stand at. */
      waiting: Array<{
        step: string
        waiting: number
        failing: number
      }>
      /** What the newest 2000 runs did. */
      ways: Array<{
        step: string
        outcome: string
        /** The step that came next; null where the run ended. */
        next: string | null
        runs: number
      }>
    }
  }
  /** Read a survey. Scope: surveys:read. */
  getSurvey: {
    params: {
      surveyId: string
    }
    answer: {
      id: string
      version: number
      name: string
      definition: {
        title: string
        about?: string
        /** What stands there once it is sent. */
        thanks?: string
        submitLabel?: string
        /** As in BCP 47. */
        language?: string
        questions: Array<{
          kind: 'choice'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
        } | {
          kind: 'choices'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
          most?: number
        } | {
          kind: 'matrix'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          rows: Array<string>
          columns: Array<string>
          allowsSeveral?: boolean
        } | {
          kind: 'fields'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          fields: Array<{
            id: string
            label: string
            format?: 'text' | 'email' | 'phone' | 'number'
            isRequired?: boolean
          }>
        } | {
          kind: 'file'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          /** Which kinds of files are taken, by the endings of their names. */
          endings?: Array<'csv' | 'doc' | 'docx' | 'gif' | 'heic' | 'jpeg' | 'jpg' | 'json' | 'mov' | 'mp3' | 'mp4' | 'odt' | 'ods' | 'pdf' | 'png' | 'txt' | 'wav' | 'webp' | 'xls' | 'xlsx' | 'zip'>
          mostBytes?: number
        } | {
          kind: 'score'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          lowLabel?: string
          highLabel?: string
        } | {
          kind: 'text'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          mostCharacters?: number
          isShort?: boolean
        }>
      }
      isOpen: boolean
      origins: Array<string>
      createdAt: string
      updatedAt: string
    }
  }
  /** Read a response to a survey. Scope: surveys:read. */
  getSurveyResponse: {
    params: {
      responseId: string
    }
    answer: {
      id: string
      surveyId: string
      version: number
      title: string
      contactId: string | null
      answers: Array<{
        id: string
        questionId: string
        questionText: string
        value: {
          /** list, matrix, map, file, score or text */
          kind: string
          [name: string]: unknown
        }
      }>
      customData: Record<string, Array<string>>
      activity: {
        pageUrl: string | null
        pageTitle: string | null
        ip: string | null
        city: string | null
        country: string | null
        browser: string | null
        browserVersion: string | null
        platform: string | null
      }
      submittedAt: string
    }
  }
  /** Read a template. Scope: messages:read. */
  getTemplate: {
    params: {
      templateId: string
    }
    answer: {
      id: string
      name: string
      channel: string
      isTransactional: boolean
      consentIds: Array<string>
      subject: string | null
      mjml: string | null
      html: string | null
      text: string | null
      payload: Record<string, unknown> | null
      sender: {
        address: string
        name?: string
        replyTo?: string
      } | null
      tracksOpens: boolean
      tracksLinks: boolean
      /** What it asks for, found when it was saved. */
      variables: Array<string>
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** The tenant of the key, and its settings. Scope: tenant:read. */
  getTenant: {
    answer: {
      slug: string
      name: string
      settings: {
        /** Whether a request without a User-Agent header is refused. */
        userAgent: 'required' | 'optional'
        /** Which requests must say Content-Type: application/json: those with a body, or all. */
        contentType: 'body' | 'all'
        /** Whether a date-time without an offset is taken as UTC or refused. */
        dateTimeOffset: 'optional' | 'required'
        /** More requests than this in a second are answered with 429. */
        requestsPerSecond: number
        /** Above this rate answers carry a warning header. */
        advisedRequestsPerSecond: number
        /** How many interaction schemas there may be at a time. */
        interactionSchemas: number
        /** How many properties of one schema may be segmentable. */
        segmentableProperties: number
        /** For how many days what was sent to webhooks is kept once it ended. */
        deliveryDays: number
        /** For how many days rejected interactions are kept. 0: until they are replayed or discarded. */
        rejectedInteractionDays: number
        /** Whether this is the real thing: its clock is not moved, no faults are injected, nothing is reset. */
        production: boolean
        /** How many milliseconds a request to create a contact may take before it is answered with 504 and nothing is made. */
        createContactDeadlineMs: number
        /** The company's own currency (ISO 4217), to which exchange rates of receipts lead. Empty: each receipt's own. */
        groupCurrency: string
        /** The order statuses that version 2 of orders may have. Empty: any. */
        orderStatuses: Array<string>
        /** The payment statuses that version 2 of orders may have. Empty: any. */
        paymentStatuses: Array<string>
        /** How many webhooks there may be, disabled ones included. */
        webhooks: number
        /** After how many days a send that ended is forgotten, and its dedupe key with it. */
        sendsKeptDays: number
        /** After how many days a message that was captured leaves the outbox. */
        outboxKeptDays: number
        /** Where the company is, as an IANA name such as Europe/Stockholm: days, weeks and times of day are those there. */
        timeZone: string
        /** The license code in the addresses of the WebEngage API. Empty: the last eight digits of the id of the tenant. */
        licenseCode: string
        /** The data centre of the WebEngage API whose host clients use: a request for the host of another one is answered with 404. */
        dataCentre: 'global' | 'india' | 'saudi-arabia'
        /** The status with which the WebEngage API answers users and events that it has stored. */
        queuedStatus: '201' | '200'
        /** By what a user id that is new is found to be that of a contact already known: email, mobilePhone, externalId. Empty: every new user id makes a contact. */
        userMatching: Array<'email' | 'mobilePhone' | 'externalId'>
        /** How many days an erasure that was asked for at opengdpr_requests waits, and can be cancelled. */
        erasureWaitingDays: number
        /** Whether a business event of the WebEngage API that nobody defined, or an attribute of one, is defined by the first that comes. Otherwise an undefined event is answered with 404, and an undefined attribute is passed over. */
        learnsBusinessEvents: boolean
        /** More requests of the WebEngage API to users in a minute are answered with 429. */
        usersPerMinute: number
        /** More requests of the WebEngage API to events in a minute are answered with 429. */
        eventsPerMinute: number
        /** More requests of the WebEngage API to bulk-users, and as many to bulk-events, in a minute are answered with 429. */
        bulkRequestsPerMinute: number
        /** More requests of the WebEngage API to transactional campaigns in a minute are answered with 429. */
        transactionsPerMinute: number
        /** More requests of the WebEngage API to dsn in a minute are answered with 429. */
        statusNotificationsPerMinute: number
        /** More requests of the WebEngage API to business events, and as many to their definitions, in a minute are answered with 429. */
        businessEventsPerMinute: number
        /** More requests of the WebEngage API to opengdpr_requests in a minute are answered with 429. */
        privacyRequestsPerMinute: number
        /** More requests of the WebEngage API to other places in a minute are answered with 429. */
        otherRequestsPerMinute: number
        /** How many of a hundred contacts, always the same ones, do not enter automations that observe the universal control group. */
        universalControlGroupPercent: number
        /** How many days ended runs of automations are kept. What keeps a contact from starting again too soon stays. */
        endedRunsKeptDays: number
        /** Features switched on ahead of their release, by name. */
        features: Array<string>
      }
      version: string
    }
  }
  /** All that happened to a contact. Scope: timeline:read. */
  getTimeline: {
    params: {
      contactId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      /** Types of facts with commas between them; `message.*` is all of a noun. */
      types?: string
      /** Only interactions, of these schemas, with commas between them. */
      schemaIds?: string
      /** An ISO 8601 date-time, included. */
      from?: string
      /** An ISO 8601 date-time, not included. */
      until?: string
    }
    answer: {
      items: Array<{
        id: string
        /** `interaction.created`, `contact.updated`, `message.sent` and so on. */
        type: string
        at: string
        schemaId: string | null
        /** Of an interaction, its payload. */
        data: Record<string, unknown>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** What became of an upload. Scope: uploads:read. */
  getUpload: {
    params: {
      uploadId: string
    }
    answer: {
      id: string
      /** What its rows are: `users`, `events`, `catalogue-items`, `recommended-items`. */
      kind: string
      /** What they are of: a catalogue or a recommendation. */
      subject: string
      fileName: string
      fileSize: number
      /** processing, succeeded, failed */
      state: string
      /** That were looked at, the header not counted. */
      rowsDone: number
      rowsRefused: number
      /** Why it was not read to its end. */
      problem: string | null
      createdAt: string
      endedAt: string | null
    }
  }
  /** Read a version of an automation. Scope: automations:read. */
  getVersion: {
    params: {
      automationId: string
      definitionVersion: number
    }
    answer: {
      definitionVersion: number
      definition: Record<string, unknown>
      createdAt: string
    }
  }
  /** Read a saved view. Scope: views:read. */
  getView: {
    params: {
      viewId: string
    }
    answer: {
      id: string
      /** Of which list: `contacts`, `rejected-interactions`, as the client calls it. */
      list: string
      name: string
      /** Parameters of the list. */
      filter: Record<string, unknown>
      columns: Array<string>
      sort: string | null
      /** Whether all of the tenant see it. */
      isShared: boolean
      /** Whether the caller made it. */
      isOwn: boolean
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Read a webhook. Scope: webhooks:read. */
  getWebhook: {
    params: {
      webhookId: string
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
    }
  }
  /** Why interactions were rejected. Scope: interactions:read. */
  groupRejected: {
    query: {
      schemaId?: string
      contactId?: string
      /** With `reasonDetail`: the first fault, as groups tell it. */
      reasonField?: string
      reasonDetail?: string
    }
    answer: {
      items: Array<{
        schemaId: string
        field: string
        detail: string
        count: number
        firstReceivedAt: string
        lastReceivedAt: string
        /** The newest of them. */
        latestId: string
      }>
      /** False when only the newest 10 000 of a schema were looked at. */
      isComplete: boolean
    }
  }
  /** Put the contacts of a CSV into a list. Scope: segments:write. */
  importMembers: {
    params: {
      segmentId: string
    }
    body: {
      /** RFC 4180, of at most 50,000 rows. */
      csv: string
    }
    answer: {
      rows: number
      added: number
      /** Rows of contacts that were in the list already. */
      known: number
      /** Rows that name no contact, or several. */
      unknownCount: number
      /** The first hundred of them. */
      unknown: Array<{
        line: number
        value: string
        /** `unknown`: no contact has it; `ambiguous`: several have it; `invalid`: it is no such key. */
        reason: string
      }>
    }
  }
  /** Give a person a new link to set their password with. Scope: people:write. */
  invitePerson: {
    params: {
      personId: string
    }
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** False until the invitation is accepted. */
      hasPassword: boolean
      invitedUntil: string | null
      version: number
      createdAt: string
      signedInAt: string | null
      /** Where the person sets their password, once. Shown this once; null when a password was given. */
      invitationUrl: string | null
    }
  }
  /** The APIs that are served, their versions and the life of these. Scope: overview:read. */
  listApiVersions: {
    answer: {
      items: Array<{
        dialect: string
        title: string
        version: string
        /** Where it is; `openapi.json` and `ui/index` are below it. */
        path: string
        /** What the tenant is called in its paths, where it is named there. */
        account: string | null
        /** `limited`, `current`, `active LTS`, `deprecated` or `end of life`. */
        phase: string
        deprecatedOn: string | null
        endsOn: string | null
        successor: string | null
      }>
    }
  }
  /** The attributes of contacts whose types were learnt. Scope: contacts:read. */
  listAttributes: {
    answer: {
      items: Array<{
        name: string
        type: string
        learntAt: string
        /** How many values were of another type, and not kept. */
        dropped: number
        lastDroppedAt: string | null
      }>
    }
  }
  /** Who did what to what, the newest first. Scope: audit:read. */
  listAudit: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      action?: string
      subject?: string
      actor?: string
    }
    answer: {
      items: Array<{
        id: string
        at: string
        actor: string
        action: string
        subject: string
        details: Record<string, unknown>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** Count the runs of all automations. Scope: automations:read. */
  listAutomationFigures: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      /** What the name or the description has in it. */
      search?: string
      /** `failing`: a step of one of its newest 10000 runs could not be done the last time. */
      state?: 'draft' | 'running' | 'paused' | 'stopped' | 'failing'
    }
    answer: {
      items: Array<{
        automationId: string
        /** Runs, of which the newest 10000 are counted. */
        entered: number
        /** Of these, those that are on their way. */
        waiting: number
        /** Of the waiting ones, those whose step could not be done the last time. */
        failing: number
        /** Why, of the newest one. */
        lastError: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List automations. Scope: automations:read. */
  listAutomations: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      /** What the name or the description has in it. */
      search?: string
      /** `failing`: a step of one of its newest 10000 runs could not be done the last time. */
      state?: 'draft' | 'running' | 'paused' | 'stopped' | 'failing'
    }
    answer: {
      items: Array<{
        id: string
        name: string
        description: string
        state: 'draft' | 'running' | 'paused' | 'stopped'
        definition: Record<string, unknown>
        /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
        layout: Record<string, unknown>
        /** New runs start on this version. */
        definitionVersion: number
        nextStartAt: string | null
        startedAt: string | null
        createdAt: string
        updatedAt: string
        /** Moves with every change; also the ETag. */
        version: number
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the business events that are defined. Scope: automations:read. */
  listBusinessEvents: {
    answer: {
      items: Array<{
        name: string
        attributes: Array<{
          name: string
          type: string
        }>
        createdAt: string
        updatedAt: string
      }>
    }
  }
  /** List campaigns. Scope: campaigns:read. */
  listCampaigns: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      /** With what became of the sends of each. */
      figures?: boolean
    }
    answer: {
      items: Array<{
        name: string
        /** transactional or broadcast */
        kind: string
        templateId: string
        /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
        segmentId: string | null
        /** What the template may use. */
        context: Record<string, unknown>
        /** At most so many messages a second. */
        perSecond: number | null
        id: string
        state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
        startsAt: string | null
        startedAt: string | null
        /** When every recipient had its send. */
        gatheredAt: string | null
        endedAt: string | null
        version: number
        createdAt: string
        updatedAt: string
        figures?: {
          total: number
          byState: Record<string, number>
          opened: number
          clicked: number
        }
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the items of a catalogue. Scope: catalogues:read. */
  listCatalogueItems: {
    params: {
      catalogueSlug: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        key: string
        attributes: Record<string, unknown>
        updatedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List catalogues. Scope: catalogues:read. */
  listCatalogues: {
    answer: {
      items: Array<{
        slug: string
        name: string
        keyAttribute: string
        attributes: Array<{
          name: string
          type: string
          isRequired: boolean
        }>
        createdAt: string
        updatedAt: string
      }>
    }
  }
  /** What contacts can consent to. Scope: contacts:read. */
  listConsents: {
    answer: {
      items: Array<{
        id: string
        name: string
        isMandatory: boolean
        /** By language, such as sv-SE. */
        displayText: Record<string, string>
        /** By language, such as sv-SE. */
        linkText: Record<string, string>
        /** By language, such as sv-SE. */
        conditionText: Record<string, string>
      }>
    }
  }
  /** List the runs of a contact. Scope: automations:read. */
  listContactRuns: {
    params: {
      contactId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      state?: 'waiting' | 'ended'
    }
    answer: {
      items: Array<{
        id: string
        /** 0: a run. After a fork it has branches, numbered from 1. */
        branch: number
        branchOf: string | null
        automationId: string
        definitionVersion: number
        contactId: string
        entry: Record<string, unknown>
        state: 'waiting' | 'ended'
        step: string | null
        /** What it waits for, or how it ended. */
        reason: string
        lastError: string | null
        enteredAt: string
        dueAt: string | null
        startedAt: string
        endedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the segments that a contact is in. Scope: segments:read. */
  listContactSegments: {
    params: {
      contactId: string
    }
    answer: {
      items: Array<{
        id: string
        name: string
        enteredAt: string
      }>
    }
  }
  /** What types of contacts there are. Scope: contacts:read. */
  listContactTypes: {
    answer: {
      items: Array<{
        id: string
        displayName: string
        keyAttribute: string
        mandatoryAttributes: Array<string>
      }>
    }
  }
  /** List contacts, or search them. Scope: contacts:read. */
  listContacts: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      contactType?: string
      approved?: boolean
      /** What one is known by: an e-mail address, phone number, personal number, member number or external id. */
      key?: string
      /** Beginnings of words of names and keys, in any order. */
      search?: string
      /** Members of this segment or list. */
      segmentId?: string
      /** An ISO 8601 date-time, included. */
      createdFrom?: string
      /** An ISO 8601 date-time, not included. */
      createdUntil?: string
      /** With `-` the other way round. By creation is quick however many there are. */
      sort?: 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt' | 'firstName' | '-firstName' | 'lastName' | '-lastName' | 'email' | '-email'
      /** The attributes that are wanted, with commas. Without it: all. */
      columns?: string
    }
    answer: {
      items: Array<{
        id: string
        contactType: string
        approved: boolean
        attributes: Record<string, unknown>
        preferences: {
          email?: boolean
          sms?: boolean
          postal?: boolean
          whatsapp?: boolean
          push?: boolean
          webPush?: boolean
          inApp?: boolean
          onSite?: boolean
          inline?: boolean
        }
        consents: Array<{
          id: string
          value: boolean
          date: string
          source: string | null
          comment: string | null
        }>
        source: string | null
        createdAt: string
        updatedAt: string
        version: number
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List what was sent to webhooks, or is to be. Scope: webhooks:read. */
  listDeliveries: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      webhookId?: string
      state?: 'waiting' | 'delivered' | 'failed'
      eventType?: string
      /** An ISO 8601 date-time, included. */
      from?: string
      /** An ISO 8601 date-time, not included. */
      until?: string
    }
    answer: {
      items: Array<{
        id: string
        webhookId: string
        messageId: string
        eventType: string
        state: string
        dueAt: string
        createdAt: string
        endedAt: string | null
        /** What is signed and sent. */
        body: string
        attempts: Array<{
          at: string
          status: number | null
          ms: number
          answer: string
          problem: string | null
        }>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the devices at which a contact is reached by push. Scope: contacts:read. */
  listDevices: {
    params: {
      contactId: string
    }
    answer: {
      items: Array<{
        id: string
        contactId: string
        channel: string
        address: string
        label: string | null
        createdAt: string
      }>
    }
  }
  /** What falls due up to a time. Scope: clock:read. */
  listDue: {
    query: {
      /** An ISO 8601 date-time. */
      until?: string
      /** To advance: `30d`, `2h30m`, `P1M`. */
      by?: string
    }
    answer: {
      until: string
      items: Array<{
        /** Deliveries to webhooks, runs of automations, messages to contacts, campaigns that begin, segments that are swept or refreshed. */
        kind: 'deliveries' | 'runs' | 'sends' | 'campaigns' | 'segments'
        /** Up to 10,000 of each webhook, automation and campaign. */
        count: number
        firstAt: string | null
      }>
    }
  }
  /** The catalogue of events. Scope: events:read. */
  listEventTypes: {
    answer: {
      facts: Array<{
        type: string
        about: string
        /** Whether it is about one contact. */
        hasContact: boolean
        /** What is in its data; a fact need not have all. */
        fields: Array<{
          name: string
          /** As JSON has it. */
          type: string
          about: string
        }>
        /** The data of one. */
        sample: unknown
      }>
      webhooks: Array<{
        dialect: string
        eventTypes: Array<{
          name: string
          /** Whether webhooks that name no types get it. */
          isDefault: boolean
          /** The facts that it tells of. None: nothing makes it yet. */
          facts: Array<string>
          /** A message as it is posted. */
          sample: unknown | null
        }>
      }>
    }
  }
  /** List exports of contacts. Scope: exports:read. */
  listExports: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        fileName: string
        columns: Array<string>
        /** `pending`, `processing`, `completed` or `failed`. */
        state: string
        /** As it was counted when it was asked for. */
        total: number
        done: number
        bytes: number
        createdAt: string
        finishedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the fault rules. Scope: faults:read. */
  listFaultRules: {
    answer: {
      items: Array<{
        id: string
        requests: {
          /** A name; a star at its end stands for any rest. */
          operation?: string
          /** Below the version; a star is a segment, two stars at the end any rest. */
          path?: string
          method?: string
        }
        when: 'before' | 'after'
        action: {
          latencyMs?: number
          /** 400 to 599. */
          status?: number
          errorCode?: string
          body?: unknown
          reset?: true
          /** So many bytes are sent. */
          truncate?: number
          /** Bytes per second. */
          throttle?: number
        }
        seed: string
        probability: number
        remaining: number | null
        /** How many requests it was about. */
        fitted: number
        struck: number
      }>
    }
  }
  /** List feedback. Scope: feedback:read. */
  listFeedback: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      state?: 'unread' | 'read' | 'done'
      /** What any of its fields holds. */
      content?: string
    }
    answer: {
      items: Array<{
        id: string
        contactId: string | null
        kind: 'Like' | 'Question' | 'Suggestion' | 'Problem'
        state: 'unread' | 'read' | 'done'
        fields: Array<{
          id: string
          label: string
          isCustom: boolean
          value: {
            kind: string
            [name: string]: unknown
          }
        }>
        customData: Record<string, Array<string>>
        tags: Array<string>
        activity: {
          pageUrl: string | null
          pageTitle: string | null
          ip: string | null
          city: string | null
          country: string | null
          browser: string | null
          browserVersion: string | null
          platform: string | null
        }
        submittedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** The rows of an import that were refused, in their order. Scope: contacts:read. */
  listImportErrors: {
    params: {
      importId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        /** Of the file, counting from 1. */
        line: number
        cells: Array<string>
        /** As of a problem. */
        code: string
        detail: string
        errors: Array<{
          field: string
          detail: string
        }>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List imports of contacts. Scope: contacts:read. */
  listImports: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        fileName: string
        mode: string
        contactType: string | null
        dryRun: boolean
        /** `pending`, `processing`, `completed` or `cancelled`. */
        state: string
        total: number
        succeeded: number
        failed: number
        mapping: Array<{
          column: string
          target: string
          type: string
        }>
        createdAt: string
        finishedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List interactions, the newest first. Scope: interactions:read. */
  listInteractions: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      contactId?: string
      schemaId?: string
      /** An ISO 8601 date-time, included. */
      from?: string
      /** An ISO 8601 date-time, not included. */
      until?: string
    }
    answer: {
      items: Array<{
        id: string
        contactId: string
        schemaId: string
        createdAt: string
        payload: Record<string, unknown>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** Which systems call with a key. Scope: keys:read. */
  listKeyUses: {
    params: {
      keyId: string
    }
    answer: {
      items: Array<{
        userAgent: string
        apiVersion: string
        /** Those that were let in. */
        requests: number
        /** Those that were not: from another address, without the scope, too many. */
        refused: number
        firstSeenAt: string
        lastSeenAt: string
      }>
    }
  }
  /** List the API keys of the tenant. Scope: keys:read. */
  listKeys: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        /** The API that it opens. */
        dialect: string
        name: string
        /** Empty: everything. */
        scopes: Array<string>
        /** Empty: from anywhere. */
        ipAllowList: Array<string>
        expiresAt: string | null
        revokedAt: string | null
        createdAt: string
        version: number
        /** The key may do no more than its owner, and nothing without them. Null: nobody’s. */
        owner: {
          kind: 'person' | 'service-account'
          id: string
          /** An e-mail address, or the name of a service account; null when the owner is gone. */
          name: string | null
        } | null
        /** When somebody last called with it, refused or not. Counted every few seconds. */
        lastUsedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the members. Scope: segments:read. */
  listMembers: {
    params: {
      segmentId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        contactId: string
        enteredAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List what was captured instead of sent. Scope: messages:read. */
  listOutbox: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      contactId?: string
      channel?: string
      /** An address or a number, in normal form. */
      recipient?: string
    }
    answer: {
      items: Array<{
        /** The id of its send. */
        id: string
        contactId: string
        channel: string
        to: string
        from: string | null
        subject: string | null
        html: string | null
        text: string | null
        payload: Record<string, unknown> | null
        headers: Record<string, string>
        capturedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the people who may sign in, by e-mail address. Scope: people:read. */
  listPeople: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        email: string
        name: string
        role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
        /** False until the invitation is accepted. */
        hasPassword: boolean
        invitedUntil: string | null
        version: number
        createdAt: string
        signedInAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List providers. Scope: providers:read. */
  listProviders: {
    answer: {
      items: Array<{
        name: string
        /** The lowest is asked first. */
        priority: number
        /** By kind; secrets are not told again. */
        settings: Record<string, unknown>
        /** So many messages at a time, by each process. */
        concurrency: number
        /** Over all processes. */
        perSecond: number | null
        isEnabled: boolean
        id: string
        channel: string
        kind: string
        version: number
        createdAt: string
        updatedAt: string
      }>
      nextCursor: null
    }
  }
  /** List what a contact bought, the newest receipt first. Scope: purchases:read. */
  listPurchases: {
    params: {
      contactId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        at: string
        uniqueReceiptId: string
        receiptNumber: string
        store: {
          id: string
          name: string
        }
        currency: string
        /** To the digit. */
        netPrice: string
        items: Array<{
          /** PURCHASE, RETURN or ADJUSTMENT */
          type: string
          sku: string
          articleName: string
          articleGroup: string | null
          /** To the digit. */
          quantity: string
          /** To the digit. */
          grossPaidPrice: string
        }>
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List recommendations. Scope: catalogues:read. */
  listRecommendations: {
    answer: {
      items: Array<{
        slug: string
        name: string
        /** `static`, `by-item` or `by-user`. */
        kind: string
        catalogue: string
        createdBy: string
        createdAt: string
        updatedAt: string
      }>
    }
  }
  /** List rejected interactions, the newest first. Scope: interactions:read. */
  listRejected: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      schemaId?: string
      contactId?: string
      /** With `reasonDetail`: the first fault, as groups tell it. */
      reasonField?: string
      reasonDetail?: string
    }
    answer: {
      items: Array<{
        id: string
        contactId: string
        schemaId: string
        /** The version that it was checked against last. */
        schemaVersion: number
        faults: Array<{
          field: string
          detail: string
        }>
        /** As it was received. */
        body: string
        receivedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** The latest requests, with what was answered. Scope: requests:read. */
  listRequests: {
    query: {
      limit?: number
      keyId?: string
      operation?: string
      /** Struck by this fault rule; a star: by any. */
      fault?: string
      /** For example 400: only refusals. */
      leastStatus?: number
    }
    answer: {
      items: Array<{
        requestId: string
        keyId: string
        at: string
        dialect: string
        operation: string
        method: string
        path: string
        status: number
        ms: number
        /** The fault rule that struck it. */
        fault: string | null
        userAgent: string
        /** Its beginning, with secrets masked. */
        body: string
        /** Its beginning, with secrets masked. */
        answer: string
      }>
    }
  }
  /** List the runs of an automation. Scope: automations:read. */
  listRuns: {
    params: {
      automationId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      state?: 'waiting' | 'ended'
      contactId?: string
      /** Those that stand there, or stood at their end. */
      step?: string
    }
    answer: {
      items: Array<{
        id: string
        /** 0: a run. After a fork it has branches, numbered from 1. */
        branch: number
        branchOf: string | null
        automationId: string
        definitionVersion: number
        contactId: string
        entry: Record<string, unknown>
        state: 'waiting' | 'ended'
        step: string | null
        /** What it waits for, or how it ended. */
        reason: string
        lastError: string | null
        enteredAt: string
        dueAt: string | null
        startedAt: string
        endedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** How many interactions of each schema were accepted and rejected. Scope: schemas:read. */
  listSchemaCounters: {
    query: {
      /** The first day, YYYY-MM-DD. Without it: 30 days ago. */
      since?: string
    }
    answer: {
      /** By the id of the schema; those without any are absent. */
      items: Array<{
        schemaId: string
        accepted: number
        rejected: number
        lastAcceptedAt: string | null
        lastRejectedAt: string | null
      }>
    }
  }
  /** What a schema said when. Scope: schemas:read. */
  listSchemaVersions: {
    params: {
      schemaId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        version: number
        displayName: string
        jsonSchema: Record<string, unknown>
        createdAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the schemas. Scope: schemas:read. */
  listSchemas: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        displayName: string
        jsonSchema: Record<string, unknown>
        createdAt: string
        updatedAt: string
        version: number
        /** Whether nobody registered it: it follows from the interactions of its name, and checks nothing. */
        learnt: boolean
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** What keys can be allowed to do. Scope: keys:read. */
  listScopes: {
    answer: {
      items: Array<{
        dialect: string
        scope: string
        /** The operations that it opens, by name. */
        operations: Array<string>
      }>
    }
  }
  /** Tell what refers to a segment. Scope: segments:read. */
  listSegmentUses: {
    params: {
      segmentId: string
    }
    answer: {
      items: Array<{
        /** `segment`, `automation` or `campaign`. */
        kind: string
        id: string
        name: string
        /** Of an automation or a campaign. */
        state: string | null
      }>
    }
  }
  /** List the segments. Scope: segments:read. */
  listSegments: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      /** What the name or the description has in it. */
      search?: string
    }
    answer: {
      items: Array<{
        id: string
        name: string
        description: string
        kind: string
        rule: {
          kind: string
          [name: string]: unknown
        } | null
        includesUnapproved: boolean
        refresh: string | null
        /** How many there are now. */
        members?: number
        computation: {
          /** `stale`: to be computed; `computing`; `ready`. */
          state: string
          progress: {
            done: number
            total: number
          } | null
          computedAt: string | null
          tookMs: number | null
          sweptAt: string | null
          dueAt: string | null
          /** Contacts checked since it was computed, for facts and for time. */
          checkedContacts: number
          msPerCheck: number | null
          lastError: string | null
          retryAt: string | null
        }
        createdAt: string
        updatedAt: string
        version: number
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List sends, and why some did not go. Scope: messages:read. */
  listSends: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      contactId?: string
      templateId?: string
      /** Of a broadcast. */
      campaignId?: string
      /** Of an automation: the run. */
      originId?: string
      channel?: string
      state?: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
    }
    answer: {
      items: Array<{
        id: string
        contactId: string
        templateId: string
        channel: string
        origin: {
          kind: string
          id: string
          step?: string
        }
        context: Record<string, unknown>
        dedupeKey: string
        state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
        /** Why it was not sent, or did not arrive. */
        reason: string | null
        detail: string | null
        address: string | null
        /** Null: captured in the outbox. */
        providerId: string | null
        reference: string | null
        tries: number
        dueAt: string
        /** Not sent after then; what is on show is not shown after then. */
        expiresAt: string | null
        createdAt: string
        sentAt: string | null
        endedAt: string | null
        openedAt: string | null
        clickedAt: string | null
        clicks: number
        dismissedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the service accounts of the tenant, by name. Scope: keys:read. */
  listServiceAccounts: {
    answer: {
      items: Array<{
        id: string
        name: string
        /** What its keys may do of the WebEngage API. */
        roles: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
        /** Its keys open nothing while it is. */
        isDisabled: boolean
        version: number
        createdAt: string
      }>
    }
  }
  /** Where one is signed in, the one used last first. Scope: me:read. */
  listSessions: {
    answer: {
      items: Array<{
        id: string
        address: string
        userAgent: string
        createdAt: string
        lastSeenAt: string
        endsAt: string
        /** The session of this request. */
        isThis: boolean
      }>
    }
  }
  /** List the snapshots, the oldest first. Scope: snapshots:read. */
  listSnapshots: {
    answer: {
      items: Array<{
        name: string
        takenAt: string
        frozenAt: string | null
        rows: number
        blobs: number
      }>
    }
  }
  /** List the starts of an automation. Scope: automations:read. */
  listStarts: {
    params: {
      automationId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        occasion: string
        state: 'waiting' | 'ended' | 'dropped'
        /** Contacts that were asked. */
        lookedAt: number
        /** Runs that were started. */
        started: number
        createdAt: string
        endedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List addresses to which nothing is sent. Scope: messages:read. */
  listSuppressions: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      channel?: string
    }
    answer: {
      items: Array<{
        channel: string
        address: string
        /** bounce, complaint or manual */
        reason: string
        detail: string | null
        sendId: string | null
        createdAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the responses to a survey. Scope: surveys:read. */
  listSurveyResponses: {
    params: {
      surveyId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        surveyId: string
        version: number
        title: string
        contactId: string | null
        answers: Array<{
          id: string
          questionId: string
          questionText: string
          value: {
            /** list, matrix, map, file, score or text */
            kind: string
            [name: string]: unknown
          }
        }>
        customData: Record<string, Array<string>>
        activity: {
          pageUrl: string | null
          pageTitle: string | null
          ip: string | null
          city: string | null
          country: string | null
          browser: string | null
          browserVersion: string | null
          platform: string | null
        }
        submittedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** What a survey asked when. Scope: surveys:read. */
  listSurveyVersions: {
    params: {
      surveyId: string
    }
    answer: {
      items: Array<{
        version: number
        definition: {
          title: string
          about?: string
          /** What stands there once it is sent. */
          thanks?: string
          submitLabel?: string
          /** As in BCP 47. */
          language?: string
          questions: Array<{
            kind: 'choice'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            options: Array<string>
          } | {
            kind: 'choices'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            options: Array<string>
            most?: number
          } | {
            kind: 'matrix'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            rows: Array<string>
            columns: Array<string>
            allowsSeveral?: boolean
          } | {
            kind: 'fields'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            fields: Array<{
              id: string
              label: string
              format?: 'text' | 'email' | 'phone' | 'number'
              isRequired?: boolean
            }>
          } | {
            kind: 'file'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            /** Which kinds of files are taken, by the endings of their names. */
            endings?: Array<'csv' | 'doc' | 'docx' | 'gif' | 'heic' | 'jpeg' | 'jpg' | 'json' | 'mov' | 'mp3' | 'mp4' | 'odt' | 'ods' | 'pdf' | 'png' | 'txt' | 'wav' | 'webp' | 'xls' | 'xlsx' | 'zip'>
            mostBytes?: number
          } | {
            kind: 'score'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            lowLabel?: string
            highLabel?: string
          } | {
            kind: 'text'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            mostCharacters?: number
            isShort?: boolean
          }>
        }
        createdAt: string
      }>
    }
  }
  /** List surveys. Scope: surveys:read. */
  listSurveys: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        version: number
        name: string
        definition: {
          title: string
          about?: string
          /** What stands there once it is sent. */
          thanks?: string
          submitLabel?: string
          /** As in BCP 47. */
          language?: string
          questions: Array<{
            kind: 'choice'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            options: Array<string>
          } | {
            kind: 'choices'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            options: Array<string>
            most?: number
          } | {
            kind: 'matrix'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            rows: Array<string>
            columns: Array<string>
            allowsSeveral?: boolean
          } | {
            kind: 'fields'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            fields: Array<{
              id: string
              label: string
              format?: 'text' | 'email' | 'phone' | 'number'
              isRequired?: boolean
            }>
          } | {
            kind: 'file'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            /** Which kinds of files are taken, by the endings of their names. */
            endings?: Array<'csv' | 'doc' | 'docx' | 'gif' | 'heic' | 'jpeg' | 'jpg' | 'json' | 'mov' | 'mp3' | 'mp4' | 'odt' | 'ods' | 'pdf' | 'png' | 'txt' | 'wav' | 'webp' | 'xls' | 'xlsx' | 'zip'>
            mostBytes?: number
          } | {
            kind: 'score'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            lowLabel?: string
            highLabel?: string
          } | {
            kind: 'text'
            id: string
            text: string
            help?: string
            isRequired?: boolean
            mostCharacters?: number
            isShort?: boolean
          }>
        }
        isOpen: boolean
        origins: Array<string>
        createdAt: string
        updatedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List templates. Scope: messages:read. */
  listTemplates: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        name: string
        channel: string
        isTransactional: boolean
        consentIds: Array<string>
        subject: string | null
        mjml: string | null
        html: string | null
        text: string | null
        payload: Record<string, unknown> | null
        sender: {
          address: string
          name?: string
          replyTo?: string
        } | null
        tracksOpens: boolean
        tracksLinks: boolean
        /** What it asks for, found when it was saved. */
        variables: Array<string>
        version: number
        createdAt: string
        updatedAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List uploads. Scope: uploads:read. */
  listUploads: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        /** What its rows are: `users`, `events`, `catalogue-items`, `recommended-items`. */
        kind: string
        /** What they are of: a catalogue or a recommendation. */
        subject: string
        fileName: string
        fileSize: number
        /** processing, succeeded, failed */
        state: string
        /** That were looked at, the header not counted. */
        rowsDone: number
        rowsRefused: number
        /** Why it was not read to its end. */
        problem: string | null
        createdAt: string
        endedAt: string | null
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List the versions of an automation. Scope: automations:read. */
  listVersions: {
    params: {
      automationId: string
    }
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        definitionVersion: number
        definition: Record<string, unknown>
        createdAt: string
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** List your saved views and those that are shared, by name. Scope: views:read. */
  listViews: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
      list?: string
    }
    answer: {
      items: Array<{
        id: string
        /** Of which list: `contacts`, `rejected-interactions`, as the client calls it. */
        list: string
        name: string
        /** Parameters of the list. */
        filter: Record<string, unknown>
        columns: Array<string>
        sort: string | null
        /** Whether all of the tenant see it. */
        isShared: boolean
        /** Whether the caller made it. */
        isOwn: boolean
        createdAt: string
        updatedAt: string
        version: number
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** How the webhooks are. Scope: webhooks:read. */
  listWebhookHealth: {
    answer: {
      items: Array<{
        webhookId: string
        state: 'enabled' | 'failing' | 'disabled'
        /** Up to 10,000. */
        waiting: number
        oldestDueAt: string | null
        /** Given up within a day, up to 10,000. */
        failed: number
        /** Of the latest 2000 deliveries of all webhooks together. */
        delivered: number
        /** Of the same: tried, and not delivered so far or at all. */
        troubled: number
        lastDeliveredAt: string | null
        lastFailure: {
          at: string
          status: number | null
          problem: string | null
        } | null
      }>
    }
  }
  /** List the webhooks of the tenant. Scope: webhooks:read. */
  listWebhooks: {
    query: {
      /** How many items at most. */
      limit?: number
      /** The `nextCursor` of the page before; without it, the first page. */
      cursor?: string
    }
    answer: {
      items: Array<{
        id: string
        /** Whose envelopes it gets. */
        dialect: string
        url: string
        /** `json`, or `xml` where its dialect has it. */
        format: string
        description: string
        eventTypes: Array<string>
        schemaIds: Array<string>
        contactTypes: Array<string>
        headers: Record<string, string>
        concurrency: number
        perSecond: number | null
        disabledAt: string | null
        disabledReason: string | null
        failingSince: string | null
        /** After a rotation: until then the secret before signs as well. By the time of the machine. */
        previousSecretUntil: string | null
        createdAt: string
        version: number
      }>
      /** Null on the last page. */
      nextCursor: string | null
    }
  }
  /** Merge another contact into this one. Scope: contacts:write. */
  mergeContacts: {
    params: {
      contactId: string
    }
    body: {
      /** The contact that goes. */
      contactId: string
    }
    answer: {
      id: string
      contactType: string
      approved: boolean
      attributes: Record<string, unknown>
      preferences: {
        email?: boolean
        sms?: boolean
        postal?: boolean
        whatsapp?: boolean
        push?: boolean
        webPush?: boolean
        inApp?: boolean
        onSite?: boolean
        inline?: boolean
      }
      consents: Array<{
        id: string
        value: boolean
        date: string
        source: string | null
        comment: string | null
      }>
      source: string | null
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Move the tenant's clock. Scope: clock:write. */
  moveClock: {
    body: {
      move: 'freeze' | 'set' | 'advance' | 'resume'
      /** An ISO 8601 date-time. */
      at?: string
      /** To advance: `30d`, `2h30m`, `P1M`. */
      by?: string
      /** To resume with the time of the machine. */
      toRealTime?: boolean
    }
    answer: {
      now: string
      frozenAt: string | null
      /** How far it is ahead of the machine while it runs. */
      offsetMs: number
    }
  }
  /** Pause an automation. Scope: automations:write. */
  pauseAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Send nothing of a campaign for the time being. Scope: campaigns:write. */
  pauseCampaign: {
    params: {
      campaignId: string
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** See what a contact would get of a template that is not saved. Scope: messages:write. */
  previewDraft: {
    body: {
      template: {
        name: string
        /** email, sms, whatsapp, push, webPush, inApp, onSite, inline, webhook */
        channel: string
        /** Sent because of something that the contact did: it asks for no preference. */
        isTransactional?: boolean
        /** Consents that must be in force. */
        consentIds?: Array<string>
        subject?: string | null
        mjml?: string | null
        html?: string | null
        text?: string | null
        payload?: Record<string, unknown> | null
        sender?: {
          address: string
          name?: string
          replyTo?: string
        } | null
        tracksOpens?: boolean
        tracksLinks?: boolean
      }
      /** Without it the template is checked only. */
      contactId?: string
      /** What the send would bring: `interaction` … */
      context?: Record<string, unknown>
    }
    answer: {
      /** For which it would not be saved. With any but of the name there are no parts. */
      faults: Array<{
        field: string
        message: string
      }>
      /** What it asks for. */
      variables: Array<string>
      parts: {
        subject: string | null
        html: string | null
        text: string | null
        payload: Record<string, unknown> | null
      } | null
      /** Variables without a value and without a default. */
      missing: Array<string>
      problems: Array<string>
    }
  }
  /** Look into a CSV of contacts before it is imported. Scope: contacts:write. */
  previewImport: {
    body: {
      /** The file as text. */
      csv?: string
      /** Instead of `csv`: its bytes in base64, whatever its character set. */
      file?: string
      /** Of `file`. Without it: it is found out. Latin-1 is `windows-1252`. */
      charset?: 'utf-8' | 'utf-16le' | 'windows-1252'
      /** Without it: it is found out. */
      delimiter?: ',' | ';' | '	' | '|'
    }
    answer: {
      charset: string
      delimiter: ',' | ';' | '	' | '|'
      header: Array<string>
      /** The first ten. */
      rows: Array<Array<string>>
      mapping: Array<{
        /** As the header names it. */
        column: string
        /** An attribute, `contactType`, `preferences.<channel>` or `consents.<id>`. */
        target: string
        type?: 'text' | 'number' | 'boolean'
      }>
    }
  }
  /** Count whom a rule is true of. Scope: segments:read. */
  previewSegment: {
    body: {
      /** A tree. Nodes: `{"kind": "all" | "any", "of": [rule, …]}`, `{"kind": "not", "of": rule}`. Leaves by `kind`: `attribute`, `contactType`, `approved`, `preference`, `consent`, `created`, `source`, `reachable`, `interactions`, `purchases`, `messages`, `segment`. */
      rule: {
        kind: string
        [name: string]: unknown
      }
      includesUnapproved?: boolean
    }
    answer: {
      count: number
      /** True when counting all would take too long. */
      isEstimate: boolean
      /** By how much the count may be off, in 19 of 20 estimates. 0 when all were counted. */
      margin: number
      /** Ids of some of them. */
      sample: Array<string>
    }
  }
  /** See what a contact would get. Scope: messages:read. */
  previewTemplate: {
    params: {
      templateId: string
    }
    body: {
      contactId: string
      /** What the send would bring: `interaction` … */
      context?: Record<string, unknown>
    }
    answer: {
      parts: {
        subject: string | null
        html: string | null
        text: string | null
        payload: Record<string, unknown> | null
      } | null
      /** Variables without a value and without a default. */
      missing: Array<string>
      problems: Array<string>
    }
  }
  /** Compute the members anew. Scope: segments:write. */
  recomputeSegment: {
    params: {
      segmentId: string
    }
    answer: {
      id: string
      name: string
      description: string
      kind: string
      rule: {
        kind: string
        [name: string]: unknown
      } | null
      includesUnapproved: boolean
      refresh: string | null
      /** How many there are now. */
      members?: number
      computation: {
        /** `stale`: to be computed; `computing`; `ready`. */
        state: string
        progress: {
          done: number
          total: number
        } | null
        computedAt: string | null
        tookMs: number | null
        sweptAt: string | null
        dueAt: string | null
        /** Contacts checked since it was computed, for facts and for time. */
        checkedContacts: number
        msPerCheck: number | null
        lastError: string | null
        retryAt: string | null
      }
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Let an address be sent to again. Scope: messages:write. */
  releaseAddress: {
    params: {
      channel: string
      address: string
    }
    answer: undefined
  }
  /** Reach a contact no more at a device. Scope: contacts:write. */
  removeDevice: {
    params: {
      contactId: string
      deviceId: string
    }
    answer: undefined
  }
  /** Take contacts out of a list. Scope: segments:write. */
  removeMembers: {
    params: {
      segmentId: string
    }
    body: {
      contactIds: Array<string>
    }
    answer: {
      /** Those that were in it. */
      removed: Array<string>
    }
  }
  /** Write a survey anew. Scope: surveys:write. */
  replaceSurvey: {
    params: {
      surveyId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      /** For those who make it; who answers sees the title. */
      name: string
      /** What is asked: see the answer. */
      definition: Record<string, unknown>
      /** Whether it takes responses. Without it: yes. */
      isOpen?: boolean
      /** From which sites browsers may send responses: `https://www.example.com`, or `*` for any. */
      origins?: Array<string>
    }
    answer: {
      id: string
      version: number
      name: string
      definition: {
        title: string
        about?: string
        /** What stands there once it is sent. */
        thanks?: string
        submitLabel?: string
        /** As in BCP 47. */
        language?: string
        questions: Array<{
          kind: 'choice'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
        } | {
          kind: 'choices'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          options: Array<string>
          most?: number
        } | {
          kind: 'matrix'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          rows: Array<string>
          columns: Array<string>
          allowsSeveral?: boolean
        } | {
          kind: 'fields'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          fields: Array<{
            id: string
            label: string
            format?: 'text' | 'email' | 'phone' | 'number'
            isRequired?: boolean
          }>
        } | {
          kind: 'file'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          /** Which kinds of files are taken, by the endings of their names. */
          endings?: Array<'csv' | 'doc' | 'docx' | 'gif' | 'heic' | 'jpeg' | 'jpg' | 'json' | 'mov' | 'mp3' | 'mp4' | 'odt' | 'ods' | 'pdf' | 'png' | 'txt' | 'wav' | 'webp' | 'xls' | 'xlsx' | 'zip'>
          mostBytes?: number
        } | {
          kind: 'score'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          lowLabel?: string
          highLabel?: string
        } | {
          kind: 'text'
          id: string
          text: string
          help?: string
          isRequired?: boolean
          mostCharacters?: number
          isShort?: boolean
        }>
      }
      isOpen: boolean
      origins: Array<string>
      createdAt: string
      updatedAt: string
    }
  }
  /** Write a template anew. Scope: messages:write. */
  replaceTemplate: {
    params: {
      templateId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name: string
      /** email, sms, whatsapp, push, webPush, inApp, onSite, inline, webhook */
      channel: string
      /** Sent because of something that the contact did: it asks for no preference. */
      isTransactional?: boolean
      /** Consents that must be in force. */
      consentIds?: Array<string>
      subject?: string | null
      mjml?: string | null
      html?: string | null
      text?: string | null
      payload?: Record<string, unknown> | null
      sender?: {
        address: string
        name?: string
        replyTo?: string
      } | null
      tracksOpens?: boolean
      tracksLinks?: boolean
    }
    answer: {
      id: string
      name: string
      channel: string
      isTransactional: boolean
      consentIds: Array<string>
      subject: string | null
      mjml: string | null
      html: string | null
      text: string | null
      payload: Record<string, unknown> | null
      sender: {
        address: string
        name?: string
        replyTo?: string
      } | null
      tracksOpens: boolean
      tracksLinks: boolean
      /** What it asks for, found when it was saved. */
      variables: Array<string>
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Send deliveries once more. Scope: webhooks:write. */
  replayDeliveries: {
    body: {
      deliveryId?: string
      webhookId?: string
      state?: 'waiting' | 'delivered' | 'failed'
      eventType?: string
      /** An ISO 8601 date-time, included. */
      from?: string
      /** An ISO 8601 date-time, not included. */
      until?: string
    }
    answer: {
      replayed: number
    }
  }
  /** Store a rejected interaction after its schema was mended. Scope: interactions:write. */
  replayOneRejected: {
    params: {
      rejectedId: string
    }
    body: {
      /** Only say what would become of them. */
      dryRun?: boolean
    }
    answer: {
      rejectedId: string
      outcome: 'stored' | 'still rejected' | 'contact missing'
      /** Absent in a dry run. */
      interactionId?: string
      faults?: Array<{
        field: string
        detail: string
      }>
    }
  }
  /** Store many rejected interactions after their schemas were mended. Scope: interactions:write. */
  replayRejected: {
    body: {
      ids?: Array<string>
      schemaId?: string
      contactId?: string
      /** With `reasonDetail`: the first fault, as groups tell it. */
      reasonField?: string
      reasonDetail?: string
      limit?: number
      cursor?: string
      /** Only say what would become of them. */
      dryRun?: boolean
    }
    answer: {
      dryRun: boolean
      stored: number
      stillRejected: number
      outcomes: Array<{
        rejectedId: string
        outcome: 'stored' | 'still rejected' | 'contact missing'
        /** Absent in a dry run. */
        interactionId?: string
        faults?: Array<{
          field: string
          detail: string
        }>
      }>
      /** To go on with; null when that was all. */
      nextCursor: string | null
    }
  }
  /** Tell what became of messages that a provider took. Scope: messages:write. */
  reportMessages: {
    params: {
      providerId: string
    }
    body: {
      reports: Array<{
        sendId?: string
        /** What the provider calls it. */
        reference?: string
        outcome: 'delivered' | 'read' | 'bounced' | 'failed' | 'complained' | 'unsubscribed' | 'dismissed'
        /** Of a bounce: whether the address will never do. */
        isPermanent?: boolean
        detail?: string
      }>
    }
    answer: {
      /** Reports of messages that are known. */
      known: number
    }
  }
  /** Put the tenant back. Scope: snapshots:write. */
  resetTenant: {
    body: {
      /** Its name; without it, to nothing. */
      snapshot?: string
    }
    answer: undefined
  }
  /** Resume an automation. Scope: automations:write. */
  resumeAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Let a paused campaign go on. Scope: campaigns:write. */
  resumeCampaign: {
    params: {
      campaignId: string
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Send one delivery once more. Scope: webhooks:write. */
  retryDelivery: {
    params: {
      deliveryId: string
    }
    answer: {
      id: string
      webhookId: string
      messageId: string
      eventType: string
      state: string
      dueAt: string
      createdAt: string
      endedAt: string | null
      /** What is signed and sent. */
      body: string
      attempts: Array<{
        at: string
        status: number | null
        ms: number
        answer: string
        problem: string | null
      }>
    }
  }
  /** Send once more what failed or is unknown. Scope: messages:write. */
  retrySend: {
    params: {
      sendId: string
    }
    answer: {
      id: string
      contactId: string
      templateId: string
      channel: string
      origin: {
        kind: string
        id: string
        step?: string
      }
      context: Record<string, unknown>
      dedupeKey: string
      state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
      /** Why it was not sent, or did not arrive. */
      reason: string | null
      detail: string | null
      address: string | null
      /** Null: captured in the outbox. */
      providerId: string | null
      reference: string | null
      tries: number
      dueAt: string
      /** Not sent after then; what is on show is not shown after then. */
      expiresAt: string | null
      createdAt: string
      sentAt: string | null
      endedAt: string | null
      openedAt: string | null
      clickedAt: string | null
      clicks: number
      dismissedAt: string | null
    }
  }
  /** End an API key for good. Scope: keys:write. */
  revokeKey: {
    params: {
      keyId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: undefined
  }
  /** Replace an API key. Scope: keys:write. */
  rotateKey: {
    params: {
      keyId: string
    }
    body: {
      /** So long the old one goes on. Without it: 0. */
      graceSeconds?: number
    }
    answer: {
      id: string
      /** The API that it opens. */
      dialect: string
      name: string
      /** Empty: everything. */
      scopes: Array<string>
      /** Empty: from anywhere. */
      ipAllowList: Array<string>
      expiresAt: string | null
      revokedAt: string | null
      createdAt: string
      version: number
      /** The key may do no more than its owner, and nothing without them. Null: nobody’s. */
      owner: {
        kind: 'person' | 'service-account'
        id: string
        /** An e-mail address, or the name of a service account; null when the owner is gone. */
        name: string | null
      } | null
      /** Shown this once. */
      secret: string
    }
  }
  /** Give a survey another secret. Scope: surveys:write. */
  rotateSurveySecret: {
    params: {
      surveyId: string
    }
    answer: {
      /** Shown this once. */
      secret: string
    }
  }
  /** Give a webhook a new signing secret. Scope: webhooks:write. */
  rotateWebhookSecret: {
    params: {
      webhookId: string
    }
    body: {
      /** So long both sign. Without it: a day. */
      graceSeconds?: number
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
      /** Signs what is sent. Shown this once. */
      secret: string
    }
  }
  /** Send a contact the message of a transactional campaign. Scope: messages:write. */
  sendByCampaign: {
    params: {
      campaignId: string
    }
    body: {
      contactId: string
      context?: Record<string, unknown>
      dedupeKey?: string
      /** Not after then. */
      expiresAt?: string
    }
    answer: {
      id: string
      contactId: string
      templateId: string
      channel: string
      origin: {
        kind: string
        id: string
        step?: string
      }
      context: Record<string, unknown>
      dedupeKey: string
      state: 'queued' | 'sending' | 'sent' | 'delivered' | 'bounced' | 'failed' | 'suppressed' | 'unknown' | 'cancelled'
      /** Why it was not sent, or did not arrive. */
      reason: string | null
      detail: string | null
      address: string | null
      /** Null: captured in the outbox. */
      providerId: string | null
      reference: string | null
      tries: number
      dueAt: string
      /** Not sent after then; what is on show is not shown after then. */
      expiresAt: string | null
      createdAt: string
      sentAt: string | null
      endedAt: string | null
      openedAt: string | null
      clickedAt: string | null
      clicks: number
      dismissedAt: string | null
    }
  }
  /** Sign a person out everywhere. Scope: people:write. */
  signOutPerson: {
    params: {
      personId: string
    }
    answer: undefined
  }
  /** Start an automation. Scope: automations:write. */
  startAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Start a campaign, at once or at a time. Scope: campaigns:write. */
  startCampaign: {
    params: {
      campaignId: string
    }
    body: {
      /** Without it: at once. */
      startsAt?: string
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Let contacts enter an automation. Scope: automations:write. */
  startRuns: {
    params: {
      automationId: string
    }
    body: {
      contactIds?: Array<string>
      /** A rule as segments have it. */
      rule?: unknown
      /** The values of the entry. */
      data?: Record<string, unknown>
      /** Names the occasion: nobody enters twice on the same one. */
      occasion?: string
    }
    answer: {
      /** Of the start: see the list of starts. */
      id: string
    }
  }
  /** Stop an automation. Scope: automations:write. */
  stopAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** End a campaign for good. Scope: campaigns:write. */
  stopCampaign: {
    params: {
      campaignId: string
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Follow what happens, as server-sent events. Scope: events:read. */
  streamFacts: {
    query: {
      /** Types of facts with commas; `message.*` is all of a noun. */
      types?: string
      /** Only facts of this contact. */
      contactId?: string
      /** Instead of the header Last-Event-ID; `0.0` is the beginning. */
      after?: string
    }
    headers: {
      /** The id of the message that was seen last. */
      'last-event-id'?: string
      authorization?: string
    }
    answer: undefined
  }
  /** Send nothing to an address any more. Scope: messages:write. */
  suppressAddress: {
    body: {
      channel: string
      address: string
      detail?: string
    }
    answer: undefined
  }
  /** Take a mail that tells of a bounce or a complaint. Scope: messages:write. */
  takeReturnedMail: {
    params: {
      providerId: string
    }
    body: {
      /** As it came (RFC 5322), in base64 or, if that is asked for, as text. */
      mail: string
      encoding?: 'base64' | 'text'
    }
    answer: {
      /** So much it tells of messages. */
      reports: number
      /** Of those, what is of messages of this provider. */
      known: number
    }
  }
  /** Keep what the tenant holds now. Scope: snapshots:write. */
  takeSnapshot: {
    body: {
      name: string
      replace?: boolean
    }
    answer: {
      name: string
      takenAt: string
      frozenAt: string | null
      rows: number
      blobs: number
    }
  }
  /** Tell of a business event. Scope: automations:write. */
  tellBusinessEvent: {
    body: {
      name: string
      data?: Record<string, unknown>
      /** Of this one event: a second one does nothing. */
      id?: string
    }
    answer: {
      id: string
      automations: number
    }
  }
  /** Send a test message by a provider. Scope: providers:write. */
  testProvider: {
    params: {
      providerId: string
    }
    body: {
      /** An e-mail address or a phone number; of push the id of a contact, whose devices get it; of webhooks nothing. */
      to?: string
    }
    answer: {
      /** `accepted`, `refused`, `unavailable` or `unknown`. */
      outcome: string
      /** What the provider calls the message. */
      reference: string | null
      detail: string | null
    }
  }
  /** Send a webhook a message of something that did not happen. Scope: webhooks:write. */
  testWebhook: {
    params: {
      webhookId: string
    }
    body: {
      /** A sample of this type. Without it: `webhook.test`. */
      eventType?: string
    }
    answer: {
      id: string
      webhookId: string
      messageId: string
      eventType: string
      state: string
      dueAt: string
      createdAt: string
      endedAt: string | null
      /** What is signed and sent. */
      body: string
      attempts: Array<{
        at: string
        status: number | null
        ms: number
        answer: string
        problem: string | null
      }>
    }
  }
  /** Check a definition that is not saved, and a payload under it. Scope: schemas:read. */
  trySchema: {
    body: {
      /** The definition, JSON Schema draft 2020-12. */
      jsonSchema: unknown
      payload?: unknown
    }
    answer: {
      /** Of the definition, by JSON pointers into it. */
      mistakes: Array<{
        pointer: string
        detail: string
      }>
      /** Null when none was sent, or when the definition has mistakes. */
      payload: {
        isValid: boolean
        faults: Array<{
          field: string
          detail: string
        }>
      } | null
    }
  }
  /** Delete the definition of a business event. Scope: automations:write. */
  undefineBusinessEvent: {
    params: {
      /** The name of the business event. */
      name: string
    }
    answer: undefined
  }
  /** Edit an automation. Scope: automations:write. */
  updateAutomation: {
    params: {
      automationId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      description?: string
      /** An entry, the id of the first step, and the steps by their ids; beside them frequency, goal, exits, controlGroup, quietHours and frequencyCap. At most 100 steps and 64 KiB. */
      definition?: unknown
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout?: Record<string, unknown>
      /** Whether runs that stand at a step which the new version has, too, of the same kind, go on with the new version. */
      movesRuns?: boolean
    }
    answer: {
      id: string
      name: string
      description: string
      state: 'draft' | 'running' | 'paused' | 'stopped'
      definition: Record<string, unknown>
      /** Where the steps stand on a canvas: whatever who draws it writes. It belongs to no version. At most 32 KiB. */
      layout: Record<string, unknown>
      /** New runs start on this version. */
      definitionVersion: number
      nextStartAt: string | null
      startedAt: string | null
      createdAt: string
      updatedAt: string
      /** Moves with every change; also the ETag. */
      version: number
    }
  }
  /** Change what is given of a campaign. Scope: campaigns:write. */
  updateCampaign: {
    params: {
      campaignId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      templateId?: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId?: string | null
      /** What the template may use. */
      context?: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond?: number | null
    }
    answer: {
      name: string
      /** transactional or broadcast */
      kind: string
      templateId: string
      /** Of a broadcast: its members when it starts are recipients, beside those that are listed. */
      segmentId: string | null
      /** What the template may use. */
      context: Record<string, unknown>
      /** At most so many messages a second. */
      perSecond: number | null
      id: string
      state: 'draft' | 'scheduled' | 'running' | 'paused' | 'stopped' | 'done'
      startsAt: string | null
      startedAt: string | null
      /** When every recipient had its send. */
      gatheredAt: string | null
      endedAt: string | null
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Change what is given of a contact. Scope: contacts:write. */
  updateContact: {
    params: {
      contactId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      /** What is known of the contact, by name. */
      attributes?: Record<string, unknown>
      /** A boolean by channel: email, sms, postal, whatsapp, push, webPush, inApp, onSite, inline. */
      preferences?: unknown
      /** `{id, value, date?, source?, comment?}` each, a new answer. */
      consents?: Array<unknown>
      /** The system that tells. */
      source?: string
      /** The contact must have what the type asks for. */
      contactType?: string
      /** Approves the contact; it cannot be undone. */
      approved?: true
    }
    answer: {
      id: string
      contactType: string
      approved: boolean
      attributes: Record<string, unknown>
      preferences: {
        email?: boolean
        sms?: boolean
        postal?: boolean
        whatsapp?: boolean
        push?: boolean
        webPush?: boolean
        inApp?: boolean
        onSite?: boolean
        inline?: boolean
      }
      consents: Array<{
        id: string
        value: boolean
        date: string
        source: string | null
        comment: string | null
      }>
      source: string | null
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Mark feedback as read or done, or give it tags. Scope: feedback:write. */
  updateFeedback: {
    params: {
      feedbackId: string
    }
    body: {
      state?: 'unread' | 'read' | 'done'
      tags?: Array<string>
    }
    answer: {
      id: string
      contactId: string | null
      kind: 'Like' | 'Question' | 'Suggestion' | 'Problem'
      state: 'unread' | 'read' | 'done'
      fields: Array<{
        id: string
        label: string
        isCustom: boolean
        value: {
          kind: string
          [name: string]: unknown
        }
      }>
      customData: Record<string, Array<string>>
      tags: Array<string>
      activity: {
        pageUrl: string | null
        pageTitle: string | null
        ip: string | null
        city: string | null
        country: string | null
        browser: string | null
        browserVersion: string | null
        platform: string | null
      }
      submittedAt: string
    }
  }
  /** Change what an API key may do, or when it ends. Scope: keys:write. */
  updateKey: {
    params: {
      keyId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      scopes?: Array<string>
      ipAllowList?: Array<string>
      /** Null: it does not end. */
      expiresAt?: string | null
    }
    answer: {
      id: string
      /** The API that it opens. */
      dialect: string
      name: string
      /** Empty: everything. */
      scopes: Array<string>
      /** Empty: from anywhere. */
      ipAllowList: Array<string>
      expiresAt: string | null
      revokedAt: string | null
      createdAt: string
      version: number
      /** The key may do no more than its owner, and nothing without them. Null: nobody’s. */
      owner: {
        kind: 'person' | 'service-account'
        id: string
        /** An e-mail address, or the name of a service account; null when the owner is gone. */
        name: string | null
      } | null
    }
  }
  /** Change how one is called. Scope: me:write. */
  updateMe: {
    body: {
      name: string
    }
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** Empty: everything. */
      scopes: Array<string>
      tenant: {
        slug: string
        name: string
        timeZone: string
        production: boolean
      }
      session: {
        id: string
        endsAt: string
      }
    }
  }
  /** Change the name or the role of a person. Scope: people:write. */
  updatePerson: {
    params: {
      personId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      role?: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
    }
    answer: {
      id: string
      email: string
      name: string
      role: 'owner' | 'admin' | 'marketer' | 'agent' | 'developer' | 'viewer'
      /** False until the invitation is accepted. */
      hasPassword: boolean
      invitedUntil: string | null
      version: number
      createdAt: string
      signedInAt: string | null
    }
  }
  /** Change what is given of a provider. Scope: providers:write. */
  updateProvider: {
    params: {
      providerId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      /** The lowest is asked first. */
      priority?: number
      /** By kind; secrets are not told again. */
      settings?: Record<string, unknown>
      /** So many messages at a time, by each process. */
      concurrency?: number
      /** Over all processes. */
      perSecond?: number | null
      isEnabled?: boolean
    }
    answer: {
      name: string
      /** The lowest is asked first. */
      priority: number
      /** By kind; secrets are not told again. */
      settings: Record<string, unknown>
      /** So many messages at a time, by each process. */
      concurrency: number
      /** Over all processes. */
      perSecond: number | null
      isEnabled: boolean
      id: string
      channel: string
      kind: string
      version: number
      createdAt: string
      updatedAt: string
    }
  }
  /** Give a schema another definition. Scope: schemas:write. */
  updateSchema: {
    params: {
      schemaId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      /** What people call it. */
      displayName: unknown
      /** The definition, JSON Schema draft 2020-12. */
      jsonSchema: unknown
    }
    answer: {
      id: string
      displayName: string
      jsonSchema: Record<string, unknown>
      createdAt: string
      updatedAt: string
      version: number
      /** Whether nobody registered it: it follows from the interactions of its name, and checks nothing. */
      learnt: boolean
    }
  }
  /** Change a segment. Scope: segments:write. */
  updateSegment: {
    params: {
      segmentId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      description?: string
      /** A tree. Nodes: `{"kind": "all" | "any", "of": [rule, …]}`, `{"kind": "not", "of": rule}`. Leaves by `kind`: `attribute`, `contactType`, `approved`, `preference`, `consent`, `created`, `source`, `reachable`, `interactions`, `purchases`, `messages`, `segment`. */
      rule?: {
        kind: string
        [name: string]: unknown
      }
      /** Whether contacts that have still to confirm may be members. */
      includesUnapproved?: boolean
      refresh?: 'daily' | 'weekly' | 'monthly'
    }
    answer: {
      id: string
      name: string
      description: string
      kind: string
      rule: {
        kind: string
        [name: string]: unknown
      } | null
      includesUnapproved: boolean
      refresh: string | null
      /** How many there are now. */
      members?: number
      computation: {
        /** `stale`: to be computed; `computing`; `ready`. */
        state: string
        progress: {
          done: number
          total: number
        } | null
        computedAt: string | null
        tookMs: number | null
        sweptAt: string | null
        dueAt: string | null
        /** Contacts checked since it was computed, for facts and for time. */
        checkedContacts: number
        msPerCheck: number | null
        lastError: string | null
        retryAt: string | null
      }
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Change the roles of a service account, or disable it. Scope: keys:write. */
  updateServiceAccount: {
    params: {
      serviceAccountId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      /** What its keys may do of the WebEngage API. */
      roles?: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
      isDisabled?: boolean
    }
    answer: {
      id: string
      name: string
      /** What its keys may do of the WebEngage API. */
      roles: Array<'data-ingestion' | 'campaign-execution' | 'segment-editor'>
      /** Its keys open nothing while it is. */
      isDisabled: boolean
      version: number
      createdAt: string
    }
  }
  /** Change settings of the tenant. Scope: tenant:write. */
  updateTenant: {
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      settings: Record<string, unknown>
    }
    answer: {
      slug: string
      name: string
      settings: {
        /** Whether a request without a User-Agent header is refused. */
        userAgent: 'required' | 'optional'
        /** Which requests must say Content-Type: application/json: those with a body, or all. */
        contentType: 'body' | 'all'
        /** Whether a date-time without an offset is taken as UTC or refused. */
        dateTimeOffset: 'optional' | 'required'
        /** More requests than this in a second are answered with 429. */
        requestsPerSecond: number
        /** Above this rate answers carry a warning header. */
        advisedRequestsPerSecond: number
        /** How many interaction schemas there may be at a time. */
        interactionSchemas: number
        /** How many properties of one schema may be segmentable. */
        segmentableProperties: number
        /** For how many days what was sent to webhooks is kept once it ended. */
        deliveryDays: number
        /** For how many days rejected interactions are kept. 0: until they are replayed or discarded. */
        rejectedInteractionDays: number
        /** Whether this is the real thing: its clock is not moved, no faults are injected, nothing is reset. */
        production: boolean
        /** How many milliseconds a request to create a contact may take before it is answered with 504 and nothing is made. */
        createContactDeadlineMs: number
        /** The company's own currency (ISO 4217), to which exchange rates of receipts lead. Empty: each receipt's own. */
        groupCurrency: string
        /** The order statuses that version 2 of orders may have. Empty: any. */
        orderStatuses: Array<string>
        /** The payment statuses that version 2 of orders may have. Empty: any. */
        paymentStatuses: Array<string>
        /** How many webhooks there may be, disabled ones included. */
        webhooks: number
        /** After how many days a send that ended is forgotten, and its dedupe key with it. */
        sendsKeptDays: number
        /** After how many days a message that was captured leaves the outbox. */
        outboxKeptDays: number
        /** Where the company is, as an IANA name such as Europe/Stockholm: days, weeks and times of day are those there. */
        timeZone: string
        /** The license code in the addresses of the WebEngage API. Empty: the last eight digits of the id of the tenant. */
        licenseCode: string
        /** The data centre of the WebEngage API whose host clients use: a request for the host of another one is answered with 404. */
        dataCentre: 'global' | 'india' | 'saudi-arabia'
        /** The status with which the WebEngage API answers users and events that it has stored. */
        queuedStatus: '201' | '200'
        /** By what a user id that is new is found to be that of a contact already known: email, mobilePhone, externalId. Empty: every new user id makes a contact. */
        userMatching: Array<'email' | 'mobilePhone' | 'externalId'>
        /** How many days an erasure that was asked for at opengdpr_requests waits, and can be cancelled. */
        erasureWaitingDays: number
        /** Whether a business event of the WebEngage API that nobody defined, or an attribute of one, is defined by the first that comes. Otherwise an undefined event is answered with 404, and an undefined attribute is passed over. */
        learnsBusinessEvents: boolean
        /** More requests of the WebEngage API to users in a minute are answered with 429. */
        usersPerMinute: number
        /** More requests of the WebEngage API to events in a minute are answered with 429. */
        eventsPerMinute: number
        /** More requests of the WebEngage API to bulk-users, and as many to bulk-events, in a minute are answered with 429. */
        bulkRequestsPerMinute: number
        /** More requests of the WebEngage API to transactional campaigns in a minute are answered with 429. */
        transactionsPerMinute: number
        /** More requests of the WebEngage API to dsn in a minute are answered with 429. */
        statusNotificationsPerMinute: number
        /** More requests of the WebEngage API to business events, and as many to their definitions, in a minute are answered with 429. */
        businessEventsPerMinute: number
        /** More requests of the WebEngage API to opengdpr_requests in a minute are answered with 429. */
        privacyRequestsPerMinute: number
        /** More requests of the WebEngage API to other places in a minute are answered with 429. */
        otherRequestsPerMinute: number
        /** How many of a hundred contacts, always the same ones, do not enter automations that observe the universal control group. */
        universalControlGroupPercent: number
        /** How many days ended runs of automations are kept. What keeps a contact from starting again too soon stays. */
        endedRunsKeptDays: number
        /** Features switched on ahead of their release, by name. */
        features: Array<string>
      }
      version: string
    }
  }
  /** Change a saved view. Scope: views:write. */
  updateView: {
    params: {
      viewId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      name?: string
      /** Parameters of the list. */
      filter?: Record<string, unknown>
      columns?: Array<string>
      sort?: string | null
      /** Whether all of the tenant see it. */
      isShared?: boolean
    }
    answer: {
      id: string
      /** Of which list: `contacts`, `rejected-interactions`, as the client calls it. */
      list: string
      name: string
      /** Parameters of the list. */
      filter: Record<string, unknown>
      columns: Array<string>
      sort: string | null
      /** Whether all of the tenant see it. */
      isShared: boolean
      /** Whether the caller made it. */
      isOwn: boolean
      createdAt: string
      updatedAt: string
      version: number
    }
  }
  /** Change what is given of a webhook. Scope: webhooks:write. */
  updateWebhook: {
    params: {
      webhookId: string
    }
    headers: {
      /** The ETag that was read; when it is not the present one: 412. */
      'if-match'?: string
    }
    body: {
      url?: string
      description?: string | null
      eventTypes?: Array<string> | null
      schemaIds?: Array<string> | null
      contactTypes?: Array<string> | null
      headers?: Record<string, string | null> | null
      concurrency?: number | null
      perSecond?: number | null
    }
    answer: {
      id: string
      /** Whose envelopes it gets. */
      dialect: string
      url: string
      /** `json`, or `xml` where its dialect has it. */
      format: string
      description: string
      eventTypes: Array<string>
      schemaIds: Array<string>
      contactTypes: Array<string>
      headers: Record<string, string>
      concurrency: number
      perSecond: number | null
      disabledAt: string | null
      disabledReason: string | null
      failingSince: string | null
      /** After a rotation: until then the secret before signs as well. By the time of the machine. */
      previousSecretUntil: string | null
      createdAt: string
      version: number
    }
  }
  /** Check a payload without storing it. Scope: schemas:read. */
  validatePayload: {
    params: {
      schemaId: string
    }
    body: {
      payload: unknown
      /** A definition to try before it is saved. */
      jsonSchema?: unknown
    }
    answer: {
      isValid: boolean
      faults: Array<{
        field: string
        detail: string
      }>
      schemaVersion: number
    }
  }
}
