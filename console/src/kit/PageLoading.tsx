import { Skeleton, Stack } from '@mantine/core'

/** In place of a page whose code or data is on the way. */
export function PageLoading() {
  return (
    <Stack gap="md" role="status" aria-label="Loading">
      <Skeleton h={30} w={240} />
      <Skeleton h={14} w={360} maw="80%" />
      <Skeleton h={220} mt="sm" radius="lg" />
    </Stack>
  )
}
