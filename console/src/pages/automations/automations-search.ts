/** What the addresses of automations say beside which one it is. */
const states = ['draft', 'running', 'paused', 'stopped', 'failing'] as const

export interface AutomationsSearch {
  readonly search?: string
  readonly state?: (typeof states)[number]
}

const text = (value: unknown) => (value === undefined || value === '' ? undefined : String(value))

/** Without what is undefined. */
const only = <T extends object>(search: T) =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }

export const readAutomationsSearch = (given: Record<string, unknown>): AutomationsSearch =>
  only({ search: text(given.search), state: states.find(each => each === given.state) })

export const readNewSearch = ({ starter }: Record<string, unknown>): { readonly starter?: string } =>
  only({ starter: text(starter) })

export const tabs = ['canvas', 'runs', 'test', 'versions'] as const
export type Tab = (typeof tabs)[number]

export interface AutomationSearch {
  /** Without it: the canvas. */
  readonly tab?: Tab
  /** Of the runs: those in this state, and at this step. */
  readonly state?: 'waiting' | 'ended'
  readonly step?: string
  /** One run, drawn. */
  readonly run?: string
  /** Whose path, or whose test. */
  readonly contact?: string
  /** Two versions, side by side. */
  readonly before?: number
  readonly after?: number
}

const number = (value: unknown) =>
  Number.isInteger(Number(value)) && Number(value) > 0 ? Number(value) : undefined

export function readAutomationSearch(given: Record<string, unknown>): AutomationSearch {
  const tab = tabs.find(each => each === given.tab)
  return only({
    tab: tab === 'canvas' ? undefined : tab,
    state: (['waiting', 'ended'] as const).find(each => each === given.state),
    step: text(given.step),
    run: text(given.run),
    contact: text(given.contact),
    before: number(given.before),
    after: number(given.after),
  })
}
