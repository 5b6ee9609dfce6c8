import type { Operation } from '../../../http/operation.ts'
import { createSurvey } from './createSurvey.ts'
import { createSurveyLink } from './createSurveyLink.ts'
import { deleteSurvey } from './deleteSurvey.ts'
import { deleteSurveyResponse } from './deleteSurveyResponse.ts'
import { downloadSurveyFile } from './downloadSurveyFile.ts'
import { getSurvey } from './getSurvey.ts'
import { getSurveyResponse } from './getSurveyResponse.ts'
import { listSurveyResponses } from './listSurveyResponses.ts'
import { listSurveys } from './listSurveys.ts'
import { listSurveyVersions } from './listSurveyVersions.ts'
import { replaceSurvey } from './replaceSurvey.ts'
import { rotateSurveySecret } from './rotateSurveySecret.ts'

export const surveyOperations: readonly Operation[] = [
  listSurveys,
  createSurvey,
  getSurvey,
  replaceSurvey,
  deleteSurvey,
  listSurveyVersions,
  rotateSurveySecret,
  createSurveyLink,
  listSurveyResponses,
  getSurveyResponse,
  deleteSurveyResponse,
  downloadSurveyFile,
]
