import { Alert, Code, List, Stack } from '@mantine/core'

interface Props {
  readonly names: readonly string[]
  readonly problems: readonly string[]
}

/** Why a contact would get nothing: what has no value for them, or cannot be rendered. */
export function Missing({ names, problems }: Props) {
  return (
    <Alert
      color="yellow"
      title={names.length > 0 ? 'Something is missing for this contact' : 'It cannot be rendered'}
    >
      <Stack gap="xs">
        {names.length > 0 && (
          <>
            <List size="sm">
              {names.map(name => (
                <List.Item key={name}>
                  <Code>{name}</Code>
                </List.Item>
              ))}
            </List>
            <span>
              The message would not be sent. Give a default, as in{' '}
              <Code>{`{{ ${names[0]} | default: "…" }}`}</Code>, or choose what brings it.
            </span>
          </>
        )}
        {problems.map(problem => (
          <span key={problem}>{problem}</span>
        ))}
      </Stack>
    </Alert>
  )
}
