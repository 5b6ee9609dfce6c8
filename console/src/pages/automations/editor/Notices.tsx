import { Alert, Button } from '@mantine/core'
import { ErrorState } from '../../../kit/ErrorState.tsx'
import { Overtaken } from '../../../kit/Overtaken.tsx'
import { draftOf } from '../model/saved.ts'
import { Comparison } from '../versions/Comparison.tsx'
import type { Saving } from './use-saving.ts'

/** Above the picture: that somebody else changed it, that something came back, what was refused. */
export function Notices({ saving }: { readonly saving: Saving }) {
  const { theirs, isRestored, error, editing, discard, goOnWithMine } = saving
  return (
    <>
      {error && <ErrorState error={error} />}
      {isRestored && !theirs && (
        <Alert color="gray" title="This is what you had not saved">
          <Button size="xs" variant="default" onClick={discard}>
            Discard it
          </Button>
        </Alert>
      )}
      {theirs && (
        <Overtaken
          what="automation"
          read={() => theirs}
          compare={() => (
            <Comparison before={draftOf(theirs)} after={editing.draft} names={['There now', 'Yours']} />
          )}
          onTheirs={discard}
          onMine={goOnWithMine}
        />
      )}
    </>
  )
}
