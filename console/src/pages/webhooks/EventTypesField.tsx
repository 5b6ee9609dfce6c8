import { Anchor, Group, MultiSelect, Stack, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { JsonView } from '../../kit/JsonView.tsx'
import { useCatalogue } from './use-catalogue.ts'

interface Props {
  readonly dialect: string
  readonly value: readonly string[]
  readonly onChange: (names: string[]) => void
  readonly error: string | undefined
}

/** What it is to hear, from the catalogue, with a message of each that is chosen as it will be posted. */
export function EventTypesField({ dialect, value, onChange, error }: Props) {
  const { typesOf, aboutOf } = useCatalogue()
  const [isShown, { toggle }] = useDisclosure()
  const types = typesOf(dialect)
  const usual = types.filter(({ isDefault }) => isDefault)
  const options = types.map(({ name }) => ({ value: name, label: name }))
  const samples = types.filter(({ name }) => value.includes(name))
  return (
    <Stack gap={6}>
      <MultiSelect
        label="Hears of"
        description={
          usual.length === types.length
            ? 'None: of everything.'
            : `None: the usual, ${usual.length} of ${types.length}.`
        }
        data={options}
        value={[...value]}
        onChange={onChange}
        renderOption={({ option }) => (
          <Stack gap={0}>
            <Text size="sm">{option.value}</Text>
            <Text size="xs" c="dimmed">
              {aboutOf(option.value)}
            </Text>
          </Stack>
        )}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': 'Take all away' }}
        maxDropdownHeight={320}
        nothingFoundMessage="Nothing of that name."
        error={error}
      />
      {samples.length > 0 && (
        <Group>
          <Anchor component="button" type="button" size="sm" onClick={toggle} aria-expanded={isShown}>
            {isShown ? 'Hide the examples' : 'Show an example of each'}
          </Anchor>
        </Group>
      )}
      {isShown &&
        samples.map(({ name, sample }) => (
          <JsonView key={name} value={sample} label={`an example of ${name}`} maxHeight={260} />
        ))}
    </Stack>
  )
}
