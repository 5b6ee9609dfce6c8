import { join } from 'node:path'
import { run } from './run.ts'

/** A self-signed certificate for 127.0.0.1 and its RSA key, as two PEM files in a folder. */
export async function makeCertificate(folder: string): Promise<{ cert: string; key: string }> {
  const cert = join(folder, 'cert.pem')
  const key = join(folder, 'key.pem')
  const subject = ['-subj', '/CN=Parley acceptance', '-addext', 'subjectAltName=IP:127.0.0.1']
  const files = ['-newkey', 'rsa:2048', '-nodes', '-keyout', key, '-out', cert]
  const { code, stderr } = await run(['openssl', 'req', '-x509', '-days', '2', ...subject, ...files]).finished
  if (code !== 0) throw new Error(`openssl ended with ${code}: ${stderr}`)
  return { cert, key }
}
