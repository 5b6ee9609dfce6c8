/** Links within the console, typed by the routes: `<TextLink to="/contacts/$contactId" params={{ contactId }}>`. */
import { Anchor, type AnchorProps, Button, type ButtonProps } from '@mantine/core'
import { createLink, useRouter } from '@tanstack/react-router'
import type { ComponentPropsWithRef, MouseEvent } from 'react'

export const TextLink = createLink((props: AnchorProps & ComponentPropsWithRef<'a'>) => (
  <Anchor inherit {...props} />
))

export const ButtonLink = createLink((props: ButtonProps & ComponentPropsWithRef<'a'>) => (
  <Button component="a" {...props} />
))

/** To an address that is known as a text only. */
export function HrefLink({
  href,
  children,
  ...rest
}: ComponentPropsWithRef<'a'> & { readonly href: string }) {
  const router = useRouter()
  function go(event: MouseEvent<HTMLAnchorElement>) {
    const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
    if (!isPlain || event.defaultPrevented) return
    event.preventDefault()
    router.navigate({ href })
  }
  return (
    <a href={href} onClick={go} {...rest}>
      {children}
    </a>
  )
}
