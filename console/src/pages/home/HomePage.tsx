import { PageHeader } from '../../kit/PageHeader.tsx'
import { useMe } from '../../session/session.tsx'

export function HomePage() {
  const me = useMe()
  return <PageHeader title="Home" about={`How ${me.tenant.name} is doing.`} />
}
