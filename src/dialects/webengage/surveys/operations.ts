import type { Operation } from '../../../http/operation.ts'
import { downloadSurveyFile } from './downloadSurveyFile.ts'
import { getSurveyResponse } from './getSurveyResponse.ts'

export const surveyOperations: readonly Operation[] = [getSurveyResponse, downloadSurveyFile]
