import { Stack } from '@mantine/core'
import { useEditors } from './editors-context.ts'
import type { EditorProps, Field } from './field.ts'

type Props = Omit<EditorProps, 'field' | 'value' | 'onChange'> & {
  readonly fields: readonly Field[]
  readonly onChange: (holder: Readonly<Record<string, unknown>>) => void
}

/** A form of the properties of one thing. */
export function FieldList({ fields, holder, pointer, onChange, ...rest }: Props) {
  const editors = useEditors()
  const shown = fields.filter(({ isFor }) => isFor?.(holder) ?? true)
  if (shown.length === 0) return null
  return (
    <Stack gap="sm">
      {shown.map(field => {
        const Own = editors[field.type]
        return (
          <Own
            {...rest}
            key={field.name}
            field={field}
            holder={holder}
            value={Object.hasOwn(holder, field.name) ? holder[field.name] : undefined}
            pointer={`${pointer}/${field.name}`}
            onChange={value => onChange(withProperty(holder, field.name, value))}
          />
        )
      })}
    </Stack>
  )
}

function withProperty(holder: Readonly<Record<string, unknown>>, name: string, value: unknown) {
  const { [name]: _, ...rest } = holder
  return value === undefined ? rest : { ...holder, [name]: value }
}
