/** Programs that people copy into their receivers. The first two are run against a real message by the acceptance test. */
const typeScript = `import { createHmac, timingSafeEqual } from 'node:crypto'

/** Whether a message comes from Parley and is whole. \`body\` is the text as it came. */
export function isGenuine(secret: string, headers: Record<string, string>, body: string): boolean {
  const id = headers['webhook-id'] ?? ''
  const time = headers['webhook-timestamp'] ?? ''
  if (!(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  const expected = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest()
  return (headers['webhook-signature'] ?? '').split(' ').some(signature => {
    const given = Buffer.from(signature.replace('v1,', ''), 'base64')
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}
`

const python = `import base64
import hashlib
import hmac
import time


def is_genuine(secret: str, headers: dict[str, str], body: bytes) -> bool:
    """Whether a message comes from Parley and is whole. \`body\` is the bytes as they came."""
    message_id = headers.get("webhook-id", "")
    timestamp = headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > 300:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    given = headers.get("webhook-signature", "").split(" ")
    return any(hmac.compare_digest(each.removeprefix("v1,"), expected) for each in given)
`

const cSharp = `using System.Security.Cryptography;
using System.Text;

public static class ParleyWebhook
{
    /// <summary>Whether a message comes from Parley and is whole. The body is the bytes as they came.</summary>
    public static bool IsGenuine(string secret, IReadOnlyDictionary<string, string> headers, byte[] body)
    {
        var id = headers.GetValueOrDefault("webhook-id", "");
        var time = headers.GetValueOrDefault("webhook-timestamp", "");
        if (!long.TryParse(time, out var seconds)) return false;
        if (Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;
        var key = Convert.FromBase64String(secret.Replace("whsec_", ""));
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{time}."), .. body];
        var expected = Encoding.ASCII.GetBytes(Convert.ToBase64String(HMACSHA256.HashData(key, signed)));
        return headers.GetValueOrDefault("webhook-signature", "").Split(' ').Any(signature =>
            CryptographicOperations.FixedTimeEquals(
                Encoding.ASCII.GetBytes(signature.Replace("v1,", "")), expected));
    }
}
`

export const samples = [
  { language: 'TypeScript', code: typeScript },
  { language: 'Python', code: python },
  { language: 'C#', code: cSharp },
] as const
