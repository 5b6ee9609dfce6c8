export function Logo({ size = 26 }: { readonly size?: number }) {
  return <img src="/icon.svg" alt="" width={size} height={size} />
}
