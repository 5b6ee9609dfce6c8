/** Sentences about what contacts did: interactions, purchases, messages. */
import { byChannel, channelWords } from '../channels.ts'
import { ConditionFields } from './ConditionFields.tsx'
import { FigureFields, ListField, Pick, WindowFields, Words } from './RuleFields.tsx'
import type { InteractionsRule, Leaf, MessagesRule, PurchasesRule, Window } from './rule.ts'
import { messageWord } from './rule-words.ts'
import type { RuleWorld } from './use-rule-world.ts'

type FactRule = InteractionsRule | PurchasesRule | MessagesRule

interface Props<Kind extends FactRule = FactRule> {
  readonly rule: Kind
  readonly world: RuleWorld
  readonly onChange: (rule: Leaf) => void
}

const any = '*'
const happenings = [
  ...['queued', 'sent', 'delivered', 'opened', 'clicked', 'bounced', 'failed', 'suppressed', 'dismissed'],
  'complained',
]
const ofPurchases = [
  { value: 'amount', label: 'amount' },
  { value: 'articles', label: 'articles' },
]

export function FactFields({ rule, world, onChange }: Props) {
  const within = (value: Window | undefined) => {
    const { within: _, ...rest } = rule
    onChange({ ...rest, ...(value && { within: value }) })
  }
  const schema = rule.kind === 'interactions' && world.schemas.find(({ id }) => id === rule.schema)
  const properties = schema ? schema.properties : []
  const numbers = properties
    .filter(({ type }) => type === 'number' || type === 'integer')
    .map(({ name, label }) => ({ value: name, label }))
  return (
    <>
      {rule.kind === 'interactions' && <SchemaField rule={rule} world={world} onChange={onChange} />}
      {rule.kind === 'purchases' && <Words>bought</Words>}
      {rule.kind === 'messages' && <MessageFields rule={rule} world={world} onChange={onChange} />}
      <FigureFields
        value={rule.has}
        numbers={rule.kind === 'purchases' ? ofPurchases : numbers}
        onChange={has => onChange({ ...rule, has })}
      />
      <WindowFields value={rule.within} onChange={within} isOptional />
      {rule.kind === 'purchases' && <PurchaseFields rule={rule} onChange={onChange} />}
      {rule.kind === 'interactions' && schema && (
        <ConditionFields rule={rule} properties={properties} onChange={onChange} />
      )}
    </>
  )
}

function SchemaField({ rule, world, onChange }: Props<InteractionsRule>) {
  const known = world.schemas.map(({ id, label }) => ({ value: id, label }))
  return (
    <>
      <Words>did</Words>
      <Pick
        label="Schema"
        width={200}
        searchable
        value={rule.schema ?? any}
        data={[{ value: any, label: 'any interaction' }, ...known]}
        onChange={schema =>
          onChange({
            kind: 'interactions',
            ...(schema !== any && { schema }),
            ...(rule.within && { within: rule.within }),
            has: rule.has.count || rule.has.first || rule.has.last ? rule.has : { count: { atLeast: 1 } },
          })
        }
      />
    </>
  )
}

function MessageFields({ rule, world, onChange }: Props<MessagesRule>) {
  const { channel, templateId, ...rest } = rule
  const channelPart = channel === undefined ? {} : { channel }
  const templatePart = templateId === undefined ? {} : { templateId }
  return (
    <>
      <Words>had messages</Words>
      <Pick
        label="What happened"
        width={130}
        value={rule.what}
        data={happenings.map(value => ({ value, label: messageWord(value, channel) }))}
        onChange={what => onChange({ ...rule, what })}
      />
      <Pick
        label="Channel"
        width={150}
        value={channel ?? any}
        data={[
          { value: any, label: 'by any channel' },
          ...[...new Set([...Object.keys(channelWords), ...(channel ? [channel] : [])])].map(value => ({
            value,
            label: byChannel(value),
          })),
        ]}
        onChange={next => onChange({ ...rest, ...templatePart, ...(next !== any && { channel: next }) })}
      />
      <Pick
        label="Template"
        width={170}
        searchable
        value={templateId ?? any}
        data={[
          { value: any, label: 'of any template' },
          ...world.templates.map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={next => onChange({ ...rest, ...channelPart, ...(next !== any && { templateId: next }) })}
      />
    </>
  )
}

function PurchaseFields({ rule, onChange }: Omit<Props<PurchasesRule>, 'world'>) {
  const { skus = [], stores = [], kind, ...rest } = rule
  const change = (next: { skus: readonly string[]; stores: readonly string[] }) =>
    onChange({
      kind,
      ...rest,
      ...(next.skus.length > 0 && { skus: next.skus }),
      ...(next.stores.length > 0 && { stores: next.stores }),
    })
  return (
    <>
      <ListField
        label="Of any article (SKU)"
        value={skus}
        onChange={next => change({ skus: next, stores })}
      />
      <ListField label="In any store" value={stores} onChange={next => change({ skus, stores: next })} />
    </>
  )
}
