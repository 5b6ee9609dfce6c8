/**
 * The form of a Parley survey for any page:
 *
 *   <script type="module" src="https://parley.example.com/parley/v1/forms/survey-form.js"></script>
 *   <parley-survey src="https://parley.example.com/parley/v1/forms/acme/SURVEY" respondent="TOKEN" data-plan="pro"></parley-survey>
 *
 * It depends on nothing, keeps its styles to itself, and asks of a content security policy only this script and the
 * connection to its server: no inline script, no inline style. `data-…` attributes go along with the response. It tells
 * the page by the events `parley-survey-sent` and `parley-survey-failed`.
 */
const css = `
:host { display: block; max-width: 40rem; font: inherit; color: inherit; }
h2 { margin: 0 0 .5rem; font-size: 1.4em; }
fieldset, .question { border: 0; margin: 0 0 1.5rem; padding: 0; min-width: 0; }
legend, .question > label { display: block; font-weight: 600; padding: 0; margin-bottom: .35rem; }
.help { margin: 0 0 .35rem; opacity: .8; }
.option { display: block; padding: .2rem 0; }
.option input { margin: 0 .5em 0 0; }
.scores { display: flex; flex-wrap: wrap; gap: .25rem; }
.scores label { display: flex; flex-direction: column; align-items: center; min-width: 2rem; padding: .25rem; }
.scores input { margin: 0; }
.ends { display: flex; justify-content: space-between; max-width: 30rem; opacity: .8; }
input:not([type=radio]):not([type=checkbox]):not([type=file]), textarea { width: 100%; box-sizing: border-box; padding: .5rem; font: inherit; border: 1px solid #767676; border-radius: .25rem; }
textarea { min-height: 6rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .35rem .6rem; text-align: center; font-weight: 400; }
tbody th { text-align: left; }
.problem { color: #b00020; margin: .25rem 0 0; }
.problem:empty { display: none; }
.trap { position: absolute; left: -9999px; width: 1px; height: 1px; overflow: hidden; }
button { font: inherit; padding: .6rem 1.4rem; border: 0; border-radius: .25rem; background: #1a4fd6; color: #fff; cursor: pointer; }
button[disabled] { opacity: .6; cursor: default; }
:focus-visible { outline: 3px solid #1a4fd6; outline-offset: 2px; }
`
const words = {
  required: 'Please answer this question.',
  failed: 'This could not be sent. Please try again.',
  unread: 'This survey cannot be shown.',
  closed: 'This survey is closed.',
  send: 'Send',
  thanks: 'Thank you.',
}

/** An element with attributes and children; a text child is text, whatever is in it. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes))
    if (value !== undefined && value !== false)
      element.setAttribute(name, value === true ? '' : String(value))
  element.append(...children.filter(child => child !== undefined && child !== null))
  return element
}

let made = 0
const newId = () => `p${++made}`
/** No name of a question is one of the form's own. */
const nameOf = question => `q:${question.id}`

/** A box to tick or a dot with its label. */
function option(type, name, value, label = value) {
  return make('label', { class: 'option' }, make('input', { type, name, value }), label)
}

const values = (root, name) =>
  [...root.querySelectorAll('input')]
    .filter(input => input.name === name && input.checked)
    .map(input => input.value)

/** By kind of question: what is shown for it, and how its answer is read. A group has a legend, all else a label. */
const kinds = {
  choice: {
    isGroup: true,
    show: (question, name) => question.options.map(value => option('radio', name, value)),
    read: (root, name) => values(root, name)[0],
  },
  choices: {
    isGroup: true,
    show: (question, name) => question.options.map(value => option('checkbox', name, value)),
    read: (root, name) => values(root, name),
  },
  score: {
    isGroup: true,
    show: ({ lowLabel, highLabel }, name) => [
      make(
        'div',
        { class: 'scores' },
        ...Array.from({ length: 11 }, (_, value) => option('radio', name, value, String(value))),
      ),
      (lowLabel || highLabel) &&
        make('div', { class: 'ends' }, make('span', {}, lowLabel ?? ''), make('span', {}, highLabel ?? '')),
    ],
    read: (root, name) => (values(root, name).length > 0 ? Number(values(root, name)[0]) : undefined),
  },
  matrix: {
    isGroup: true,
    show({ rows, columns, allowsSeveral }, name) {
      const head = make('tr', {}, make('td'), ...columns.map(column => make('th', { scope: 'col' }, column)))
      const cell = (row, column, n) =>
        make(
          'td',
          {},
          make('input', {
            type: allowsSeveral ? 'checkbox' : 'radio',
            name: `${name}:${n}`,
            value: column,
            'aria-label': `${row}: ${column}`,
          }),
        )
      const body = rows.map((row, n) =>
        make('tr', {}, make('th', { scope: 'row' }, row), ...columns.map(column => cell(row, column, n))),
      )
      return [
        make(
          'div',
          { class: 'scroll' },
          make('table', {}, make('thead', {}, head), make('tbody', {}, ...body)),
        ),
      ]
    },
    read(root, name, { rows }) {
      const given = rows
        .map((row, n) => [row, values(root, `${name}:${n}`)])
        .filter(([, list]) => list.length > 0)
      return given.length > 0 ? Object.fromEntries(given) : undefined
    },
  },
  fields: {
    isGroup: true,
    show: ({ fields }, name) =>
      fields.map(({ id, label, format, isRequired }) => {
        const input = make('input', {
          id: newId(),
          name: `${name}:${id}`,
          type: { email: 'email', phone: 'tel' }[format] ?? 'text',
          inputmode: format === 'number' ? 'decimal' : undefined,
          autocomplete: { email: 'email', phone: 'tel' }[format],
          required: isRequired,
        })
        return make('div', {}, make('label', { for: input.id }, label), input)
      }),
    read(root, name, { fields }) {
      const given = fields.map(({ id }) => [id, root.querySelector(`[name="${name}:${id}"]`).value.trim()])
      const filled = given.filter(([, text]) => text !== '')
      return filled.length > 0 ? Object.fromEntries(filled) : undefined
    },
  },
  text: {
    show: ({ mostCharacters = 5000, isShort, isRequired }, name) => [
      make(isShort ? 'input' : 'textarea', { name, maxlength: mostCharacters, required: isRequired }),
    ],
    read: (root, name) => root.querySelector(`[name="${name}"]`).value.trim() || undefined,
  },
  file: {
    show: ({ endings, isRequired }, name) => [
      make('input', {
        type: 'file',
        name,
        accept: endings.map(ending => `.${ending}`).join(','),
        required: isRequired,
      }),
    ],
    read: () => undefined,
  },
}

function showQuestion(question) {
  const { show, isGroup } = kinds[question.kind]
  const [helpId, problemId] = [newId(), newId()]
  const help = question.help && make('p', { class: 'help', id: helpId }, question.help)
  const problem = make('p', { class: 'problem', id: problemId, role: 'alert' })
  const title = question.isRequired ? `${question.text} *` : question.text
  const described = [question.help && helpId, problemId].filter(Boolean).join(' ')
  const shown = show(question, nameOf(question))
  if (isGroup)
    return make(
      'fieldset',
      { 'aria-describedby': described, 'data-question': question.id },
      make('legend', {}, title),
      help,
      ...shown,
      problem,
    )
  const [input] = shown
  input.id = newId()
  input.setAttribute('aria-describedby', described)
  return make(
    'div',
    { class: 'question', 'data-question': question.id },
    make('label', { for: input.id }, title),
    help,
    input,
    problem,
  )
}

class ParleySurvey extends HTMLElement {
  async connectedCallback() {
    if (this.shadowRoot) return
    const root = this.attachShadow({ mode: 'open' })
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    root.adoptedStyleSheets = [sheet]
    try {
      const answer = await fetch(this.getAttribute('src'), { credentials: 'omit' })
      if (!answer.ok) throw new Error(String(answer.status))
      this.survey = await answer.json()
      if (this.survey.isOpen) this.show(root)
      else root.append(make('p', { role: 'status' }, words.closed))
    } catch {
      root.append(make('p', { role: 'alert' }, words.unread))
      this.tell('failed')
    }
  }

  show(root) {
    const { title, about, questions, submitLabel, language } = this.survey
    const [titleId, trapId] = [newId(), newId()]
    const trap = make('input', { id: trapId, name: 'website', tabindex: '-1', autocomplete: 'off' })
    this.problem = make('p', { class: 'problem', role: 'alert' })
    this.button = make('button', { type: 'submit' }, submitLabel ?? words.send)
    this.form = make(
      'form',
      { novalidate: true, 'aria-labelledby': titleId, lang: language },
      make('h2', { id: titleId }, title),
      about && make('p', {}, about),
      ...questions.map(showQuestion),
      make('div', { class: 'trap', 'aria-hidden': 'true' }, make('label', { for: trapId }, 'Website'), trap),
      this.problem,
      this.button,
    )
    this.form.addEventListener('submit', event => {
      event.preventDefault()
      this.send()
    })
    root.append(this.form)
  }

  answers() {
    const given = this.survey.questions.map(question => [
      question.id,
      kinds[question.kind].read(this.form, nameOf(question), question),
    ])
    return Object.fromEntries(given.filter(([, value]) => value !== undefined && value?.length !== 0))
  }

  files() {
    return this.survey.questions
      .filter(({ kind }) => kind === 'file')
      .flatMap(question =>
        [...this.form.querySelector(`[name="${nameOf(question)}"]`).files]
          .slice(0, 1)
          .map(file => [question.id, file]),
      )
  }

  /** Who answers: said by the page, or after the `#` of its own address. */
  respondent() {
    const inAddress = this.hasAttribute('takes-token')
      ? new URLSearchParams(location.hash.slice(1)).get('t')
      : null
    return this.getAttribute('respondent') ?? inAddress
  }

  async send() {
    const [answers, files] = [this.answers(), this.files()]
    const given = new Set([...Object.keys(answers), ...files.map(([id]) => id)])
    const missing = this.survey.questions.filter(({ id, isRequired }) => isRequired && !given.has(id))
    this.complain(missing.map(({ id }) => ({ field: id, detail: words.required })))
    if (missing.length > 0) return
    const body = new FormData()
    const sent = {
      version: this.survey.version,
      answers,
      customData: { ...this.dataset },
      respondent: this.respondent(),
      pageUrl: location.href.split('#')[0].slice(0, 2000),
      pageTitle: document.title.slice(0, 500),
      website: this.form.querySelector('[name="website"]').value,
    }
    body.append('response', JSON.stringify(sent))
    for (const [id, file] of files) body.append(id, file, file.name)
    this.button.disabled = true
    try {
      const answer = await fetch(`${this.getAttribute('src')}/responses`, {
        method: 'POST',
        body,
        credentials: 'omit',
      })
      const reply = await answer.json()
      if (answer.ok) return this.thank(reply)
      this.complain(reply.errors ?? [])
      this.problem.textContent = reply.detail ?? words.failed
      this.tell('failed', { status: answer.status, code: reply.type?.split('/').at(-1) })
    } catch {
      this.problem.textContent = words.failed
      this.tell('failed')
    }
    this.button.disabled = false
  }

  /** Puts what is wrong beside its question, and goes to the first. */
  complain(faults) {
    this.problem.textContent = ''
    const texts = new Map(faults.map(({ field, detail }) => [field, detail]))
    let first
    for (const place of this.form.querySelectorAll('[data-question]')) {
      const text = texts.get(place.dataset.question) ?? ''
      place.querySelector('.problem').textContent = text
      for (const input of place.querySelectorAll('input, textarea'))
        input.toggleAttribute('aria-invalid', text !== '')
      if (text !== '') first ??= place.querySelector('input, textarea')
    }
    first?.focus()
  }

  thank({ responseId, thanks }) {
    const note = make('p', { role: 'status', tabindex: '-1' }, thanks ?? words.thanks)
    this.form.replaceWith(note)
    note.focus()
    this.tell('sent', { responseId })
  }

  tell(what, detail = {}) {
    this.dispatchEvent(new CustomEvent(`parley-survey-${what}`, { bubbles: true, composed: true, detail }))
  }
}

if (!customElements.get('parley-survey')) customElements.define('parley-survey', ParleySurvey)
