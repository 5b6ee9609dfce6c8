import type { Operation } from '../../../http/operation.ts'
import { cancelImport } from './cancelImport.ts'
import { createExport } from './createExport.ts'
import { createImport } from './createImport.ts'
import { getExport } from './getExport.ts'
import { getExportFile } from './getExportFile.ts'
import { getImport } from './getImport.ts'
import { getImportErrorFile } from './getImportErrorFile.ts'
import { listExports } from './listExports.ts'
import { listImportErrors } from './listImportErrors.ts'
import { listImports } from './listImports.ts'
import { previewImport } from './previewImport.ts'

export const contactFileOperations: readonly Operation[] = [
  previewImport,
  createImport,
  listImports,
  getImport,
  listImportErrors,
  getImportErrorFile,
  cancelImport,
  createExport,
  listExports,
  getExport,
  getExportFile,
]
