import { Autocomplete } from '@mantine/core'
import type { Property } from '../../../kit/rule/use-rule-world.ts'

interface Props {
  readonly path: string
  /** Those that are known; others can be written, too. */
  readonly properties: readonly Property[]
  readonly error?: string | undefined
  readonly onChange: (path: string) => void
}

/** Which value is looked at. */
export const PathPick = ({ path, properties, error, onChange }: Props) => (
  <Autocomplete
    size="xs"
    w={170}
    aria-label="Value"
    placeholder="Value"
    data={properties.map(({ name }) => name)}
    renderOption={({ option }) => {
      const label = properties.find(({ name }) => name === option.value)?.label
      return label && label !== option.value ? `${label} (${option.value})` : option.value
    }}
    value={path}
    error={error}
    onChange={onChange}
  />
)
