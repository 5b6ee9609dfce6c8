import { configurationPage, envExample } from './configuration.ts'
import { consoleOperations } from './console-operations.ts'
import { voyadoLedger } from './ledger.ts'
import { problemsPage } from './problems.ts'
import { schemaDump } from './schema-dump.ts'
import { webengageLedger } from './webengage-ledger.ts'

/** Every generated file by its path from the root. */
export const generatedFiles: Readonly<Record<string, () => string | Promise<string>>> = {
  '.env.example': envExample,
  'console/src/api/operations.generated.ts': consoleOperations,
  'docs/configuration.md': configurationPage,
  'docs/dialects/voyado.md': voyadoLedger,
  'docs/dialects/webengage.md': webengageLedger,
  'docs/problems.md': problemsPage,
  'migrations/schema.sql': schemaDump,
}

export const root = new URL('../../', import.meta.url)
