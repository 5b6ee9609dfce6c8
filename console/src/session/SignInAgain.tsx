import { Button, Modal, Stack, Text } from '@mantine/core'
import { useEffect, useState } from 'react'
import { SignInForm } from './SignInForm.tsx'
import { useMe } from './session.tsx'
import { gaveUp, listenForSignIn, signedInAgain } from './sign-in-again.ts'

/** Over whatever somebody was doing when their session ended. What waits goes on when they are back. */
export function SignInAgain() {
  const me = useMe()
  const [isAsking, setAsking] = useState(false)
  useEffect(() => listenForSignIn(setAsking), [])

  function leave() {
    gaveUp()
    window.location.assign('/')
  }

  return (
    <Modal
      opened={isAsking}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title="Sign in again"
    >
      <Stack>
        <Text size="sm">Your session has ended. Nothing you entered is lost: sign in and go on.</Text>
        <SignInForm email={me.email} tenant={me.tenant.slug} onDone={signedInAgain} />
        <Button variant="subtle" color="gray" onClick={leave}>
          Leave and lose what is not saved
        </Button>
      </Stack>
    </Modal>
  )
}
