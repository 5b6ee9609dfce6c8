/**
 * The language of templates: Liquid, for text that tenants write and therefore for hostile text. It sees own properties
 * only, reads no files, and each parse and render is bounded in time, memory and output. What is missing is an error and
 * never a blank, unless a `default` is given or it is asked for in an `if`.
 */
import { Liquid, type Template } from 'liquidjs'
import { ownFilters } from './liquid-filters.ts'

/** What a text becomes: in HTML what is printed is escaped, in a list of texts it holds no `textEnd`. */
export type TextKind = 'plain' | 'html' | 'list'

/** Ends each text of a list of texts that is rendered as one. */
export const textEnd = '\u001e'

export interface Parsed {
  readonly source: string
  readonly templates: readonly Template[]
  readonly kind: TextKind
}

export type Rendering =
  | { readonly text: string }
  /** What is missing, or else what went wrong. */
  | { readonly missing: string }
  | { readonly problem: string }

const longestSource = 300_000
const longestOutput = 1_000_000
const limits = { parseLimit: longestSource, renderLimit: 100, memoryLimit: 5_000_000 }

const engines: Readonly<Record<TextKind, Liquid>> = {
  plain: newEngine({}),
  html: newEngine({ outputEscape: escapeHtml }),
  list: newEngine({ outputEscape: value => toText(value).replaceAll(textEnd, ' ') }),
}

function newEngine(options: { outputEscape?: (value: unknown) => string }): Liquid {
  const engine = new Liquid({
    ...limits,
    ...options,
    ownPropertyOnly: true,
    strictVariables: true,
    strictFilters: true,
    lenientIf: true,
    templates: {},
  })
  for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag]
  for (const [name, filter] of Object.entries(ownFilters)) engine.registerFilter(name, filter)
  return engine
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
}

export function escapeHtml(value: unknown): string {
  const text = toText(value)
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, character => escapes[character]!) : text
}

function toText(value: unknown): string {
  if (typeof value === 'string') return value
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** Parses a text, or says what is wrong with it. What it prints is escaped where it is HTML. */
export function parseLiquid(source: string, kind: TextKind = 'plain'): Parsed | { readonly problem: string } {
  if (source.length > longestSource) return { problem: `must not be longer than ${longestSource} characters` }
  try {
    return { source, kind, templates: engines[kind].parse(source) }
  } catch (error) {
    return { problem: problemOf(error) }
  }
}

/** What a text asks for of what it is given: `contact.firstName`. Those that it makes itself are left out. */
export function variablesIn({ templates, kind }: Parsed): string[] {
  try {
    return engines[kind].globalFullVariablesSync([...templates])
  } catch {
    return []
  }
}

/** Renders a parsed text with what it may use. A null counts as missing. */
export function renderLiquid({ templates, kind }: Parsed, scope: object): Rendering {
  try {
    const text = engines[kind].renderSync([...templates], scope) as string
    return text.length > longestOutput
      ? { problem: `is longer than ${longestOutput} characters once it is rendered` }
      : { text }
  } catch (error) {
    const missing = missingIn(error)
    return missing === undefined ? { problem: problemOf(error) } : { missing }
  }
}

/** The same value without properties that are null, so that they are missing. */
export function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(withoutNulls)
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  )
}

function missingIn(error: unknown): string | undefined {
  const { originalError } = error as { originalError?: { variableName?: string } }
  return originalError?.variableName?.slice(0, 200)
}

function problemOf(error: unknown): string {
  const text = (error as Error).message ?? ''
  return (text.split('\n', 1)[0] ?? '').replaceAll('\0', '').toWellFormed().slice(0, 300) || 'cannot be read'
}
