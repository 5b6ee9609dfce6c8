import type { Survey } from '../../../domain/surveys/survey.ts'
import { escapeText } from '../escape-text.ts'

/** A page with the form of a survey and nothing else. Who answers is named after the `#`, which no server sees. */
export function pageOfForm(
  { definition }: Survey,
  { tenant, surveyId }: { tenant: string; surveyId: string },
) {
  const { title, language = 'en' } = definition
  const form = `/parley/v1/forms/${encodeURIComponent(tenant)}/${encodeURIComponent(surveyId)}`
  return `<!doctype html>
<html lang="${escapeText(language)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex"><title>${escapeText(title)}</title>
<script src="/parley/v1/forms/survey-form.js" type="module"></script></head>
<body><main><parley-survey src="${escapeText(form)}" takes-token></parley-survey></main>
<noscript>${escapeText(title)}: JavaScript is needed to answer.</noscript></body>
</html>
`
}
