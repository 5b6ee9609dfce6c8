/** An area: circles around positions, a row for each. */
import { ActionIcon, Box, Button, Fieldset, Group, NumberInput, Stack, Text } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import type { Fault } from '../../../api/problem.ts'
import { useTypedNumber } from '../../../kit/typed-number.ts'
import { type Circle, freshCircle, isNarrow } from '../model/area.ts'
import { faultAt } from './field.ts'
import { Faults } from './list-editors.tsx'
import classes from './test.module.css'

interface Props {
  readonly label: string
  readonly circles: readonly Circle[]
  readonly faults: readonly Fault[]
  readonly pointer: string
  readonly onChange: (circles: readonly Circle[]) => void
}

const mostCircles = 50

export function CirclesFields({ label, circles, faults, pointer, onChange }: Props) {
  const put = (n: number, part: Circle) =>
    onChange(circles.map((each, at) => (at === n ? withoutGaps({ ...each, ...part }) : each)))
  return (
    <Fieldset legend={label} p="xs">
      <Stack gap="xs">
        <Group gap={6} wrap="nowrap" aria-hidden>
          <Box className={classes.circle!}>
            {parts.map(({ name, words }) => (
              <Text key={name} size="xs" fw={500}>
                {words}
              </Text>
            ))}
          </Box>
          <Box className={classes.besideCircle!} />
        </Group>
        {circles.map((circle, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: circles have nothing else that they are known by.
          <Group key={n} gap={6} wrap="nowrap" align="flex-start">
            <Box className={classes.circle!} role="group" aria-label={`Circle ${n + 1}`}>
              {parts.map(({ name, words, suffix }) => (
                <Decimal
                  key={name}
                  label={`${words} of circle ${n + 1}`}
                  suffix={suffix}
                  value={circle[name]}
                  error={faultAt(faults, `${pointer}/${n}/${name}`)}
                  onChange={next => put(n, { [name]: next })}
                  onPosition={position => put(n, position)}
                />
              ))}
            </Box>
            <ActionIcon
              aria-label={`Remove circle ${n + 1}`}
              disabled={circles.length <= 1}
              onClick={() => onChange(circles.filter((_, at) => at !== n))}
            >
              <IconX size={14} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Faults faults={faults.filter(each => each.pointer === pointer).map(({ detail }) => detail)} />
        {circles.some(isNarrow) && (
          <Text size="xs" c="dimmed" role="note">
            A radius of 100 to 150 m or more is advised: phones often know where they are to some tens of
            metres only.
          </Text>
        )}
        <Group>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} aria-hidden />}
            disabled={circles.length >= mostCircles}
            onClick={() => onChange([...circles, freshCircle])}
          >
            Add a circle
          </Button>
        </Group>
      </Stack>
    </Fieldset>
  )
}

const parts = [
  { name: 'latitude', words: 'Latitude', suffix: '' },
  { name: 'longitude', words: 'Longitude', suffix: '' },
  { name: 'radius', words: 'Radius', suffix: ' m' },
] as const

/** What is empty is left out: the server says that it is missing. */
const withoutGaps = (circle: Circle): Circle =>
  Object.fromEntries(Object.entries(circle).filter(([, value]) => value !== undefined))

interface DecimalProps {
  readonly label: string
  readonly suffix: string
  readonly value: number | undefined
  readonly error: string | undefined
  readonly onChange: (value: number | undefined) => void
  readonly onPosition: (position: Circle) => void
}

/** A pasted "52.3791, 4.9003" fills both halves of the position. */
function Decimal({ label, suffix, value, error, onChange, onPosition }: DecimalProps) {
  const typed = useTypedNumber(value, onChange)
  return (
    <NumberInput
      size="xs"
      aria-label={label}
      suffix={suffix}
      hideControls
      {...typed}
      error={error}
      onPaste={event => {
        const position = readPosition(event.clipboardData.getData('text'))
        if (!position) return
        event.preventDefault()
        onPosition(position)
      }}
    />
  )
}

function readPosition(text: string): Circle | undefined {
  const [, latitude, longitude] = /^\s*(-?\d{1,2}\.\d+)\s*[,;\s]\s*(-?\d{1,3}\.\d+)\s*$/.exec(text) ?? []
  return latitude === undefined ? undefined : { latitude: Number(latitude), longitude: Number(longitude) }
}
