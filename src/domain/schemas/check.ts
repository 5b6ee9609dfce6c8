import { Ajv2020 } from 'ajv/dist/2020.js'
import type { Fault } from '../../kernel/domain-error.ts'
import type { DateTimeRule } from '../../kernel/instant.ts'
import { toFault } from './fault-words.ts'
import { formatChecks } from './formats/formats.ts'
import { onlyKnownKeywords } from './known-keywords.ts'
import { ownKeywords } from './own-keywords.ts'
import { compilePattern } from './pattern.ts'

/** Every fault of a payload, 100 at most; none when it is valid. Never throws, keeps nothing of the payload. */
export type Check = (payload: unknown) => readonly Fault[]

const MOST_FAULTS = 100
const NONE: readonly Fault[] = []

/**
 * Compiles a JSON Schema (2020-12) with formats asserted, own properties only, no coercion and no defaults.
 * Throws PatternUnsupported or schema-definition-invalid for a schema that `readDefinition` would not have let in.
 * An Ajv is made for each schema and lives as long as its check, because Ajv never forgets what it compiled.
 */
export function compileCheck(jsonSchema: object, rule: DateTimeRule): Check {
  const ajv = new Ajv2020({
    strict: false,
    strictNumbers: true,
    allErrors: true,
    ownProperties: true,
    validateSchema: false,
    meta: false,
    addUsedSchema: false,
    logger: false,
    code: { regExp: linearRegExp },
  })
  // Looked up by name in a plain object: without a prototype, a format named `constructor` is as unknown as any other.
  Object.setPrototypeOf(ajv.formats, null)
  Object.assign(ajv.formats, formatChecks(rule))
  for (const keyword of ownKeywords) ajv.removeKeyword(String(keyword.keyword)).addKeyword(keyword)
  const isValid = ajv.compile(onlyKnownKeywords(jsonSchema) as object)
  return payload => {
    if (isValid(payload)) return NONE
    const faults = (isValid.errors ?? []).slice(0, MOST_FAULTS).map(error => toFault(error, rule))
    isValid.errors = null
    return faults
  }
}

/** Ajv tells patterns apart by their string form. */
function linearRegExp(source: string) {
  const { test } = compilePattern(source)
  return { test, toString: () => source }
}
linearRegExp.code = 'linearRegExp'
