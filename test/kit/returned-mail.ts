/** For tests: mails that tell of other mails, as mail servers write them. */

interface StatusMail {
  readonly sendId: string
  readonly action?: string
  readonly status?: string
  readonly diagnostic?: string
  readonly to?: string
  /** More of them, each with its line end. */
  readonly headers?: string
  /** The mail that came back; without it, that of the send. */
  readonly original?: string
  readonly originalType?: string
  readonly encoding?: 'base64'
}

const lines = (...all: string[]) => all.join('\r\n')

const originalOf = (sendId: string) =>
  lines(
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=shop.example;',
    ' s=s1; h=from:to:subject; b=abc=',
    'From: Shop <shop@shop.example>',
    'To: ada@example.com',
    'Subject: =?UTF-8?Q?Hej_d=C3=A5?=',
    `Message-ID: <${sendId}@shop.example>`,
    'MIME-Version: 1.0',
    '',
    'Hello',
    '',
  )

/** A delivery status notification as Postfix writes it (RFC 3464). */
export function statusMail({
  sendId,
  action = 'failed',
  status = '5.1.1',
  diagnostic = 'smtp; 550 5.1.1 <ada@example.com>: Recipient address rejected: User\r\n    unknown in virtual mailbox table',
  to = 'shop@shop.example',
  headers = '',
  original = originalOf(sendId),
  originalType = 'message/rfc822',
  encoding,
}: StatusMail): string {
  const machine = lines(
    'Reporting-MTA: dns; mail.shop.example',
    'X-Postfix-Queue-ID: 4F1D25F8A2',
    'X-Postfix-Sender: rfc822; shop@shop.example',
    'Arrival-Date: Thu, 26 Nov 2026 10:00:00 +0100 (CET)',
    '',
    'Final-Recipient: rfc822; ada@example.com',
    'Original-Recipient: rfc822;ada@example.com',
    `Action: ${action}`,
    ...(status === '' ? [] : [`Status: ${status}`]),
    'Remote-MTA: dns; mx.example.com',
    `Diagnostic-Code: ${diagnostic}`,
    '',
  )
  const encoded = (text: string) =>
    encoding
      ? Buffer.from(text)
          .toString('base64')
          .replaceAll(/(.{76})/g, '$1\r\n')
      : text
  const coding = encoding ? [`Content-Transfer-Encoding: ${encoding}`] : []
  return lines(
    `${headers}Return-Path: <>`,
    'Date: Thu, 26 Nov 2026 10:00:01 +0100 (CET)',
    'From: MAILER-DAEMON@mail.shop.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    `To: ${to}`,
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4F1D25F8A2.1764147601/mail.shop.example"',
    'Message-Id: <20261126090001.1A2B3C@mail.shop.example>',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4F1D25F8A2.1764147601/mail.shop.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mail.shop.example.',
    '',
    '--4F1D25F8A2.1764147601/mail.shop.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    ...coding,
    '',
    encoded(machine),
    ...(original === ''
      ? []
      : [
          '--4F1D25F8A2.1764147601/mail.shop.example',
          'Content-Description: Undelivered Message',
          `Content-Type: ${originalType}`,
          ...coding,
          '',
          encoded(original),
        ]),
    '--4F1D25F8A2.1764147601/mail.shop.example--',
    '',
  )
}

/** A complaint in the abuse reporting format (RFC 5965). */
export const complaint = ({ sendId, type = 'abuse' }: { sendId: string; type?: string }): string =>
  lines(
    'From: <abusedesk@example.com>',
    'Date: Thu, 26 Nov 2026 17:40:36 +0100',
    'Subject: FW: News',
    'To: <abuse@shop.example>',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=feedback-report; boundary="part1_13d.2e68ed54"',
    '',
    '--part1_13d.2e68ed54',
    'Content-Type: text/plain; charset="US-ASCII"',
    'Content-Transfer-Encoding: 7bit',
    '',
    'This is an email abuse report for an email message received from IP 192.0.2.1.',
    '',
    '--part1_13d.2e68ed54',
    'Content-Type: message/feedback-report',
    '',
    `Feedback-Type: ${type}`,
    'User-Agent: SomeGenerator/1.0',
    'Version: 1',
    'Original-Mail-From: <shop@shop.example>',
    'Original-Rcpt-To: <ada@example.com>',
    '',
    '--part1_13d.2e68ed54',
    'Content-Type: message/rfc822',
    'Content-Disposition: inline',
    '',
    originalOf(sendId),
    '--part1_13d.2e68ed54--',
    '',
  )
