'use strict';
// Draws the documents, and in the sandbox signs in for the reader: the secret is there at hand, the signature is
// computed here as a partner's system computes it. No other host is asked for anything.
(() => {
  const SIGN_IN = '/api/v1/authorization/client';
  const SIGNED = ['x-api-key', 'x-client-timestamp', 'x-client-signature'];
  // References are taken once; each load of the page has one of its own in the examples.
  const FRESH = 'TRY/' + Date.now().toString(36).toUpperCase();
  const state = { surface: 'v2', token: '', partners: [], staff: [], ui: null };
  const find = (selector) => document.querySelector(selector);
  // The page's words, in the reader's language, stand at the body.
  const words = (key, ...values) =>
    document.body.dataset[key].replace(/\{([0-9])}/g, (place, number) => values[Number(number)]);

  const tell = (text, kind) => {
    const status = find('#status');
    status.textContent = text;
    status.className = kind;
  };

  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, '0')).join('');

  async function signature(partner, method, seconds) {
    const text = [method, partner.code, seconds, partner.api_key].join(':').toUpperCase();
    const bytes = new TextEncoder();
    const key = await crypto.subtle.importKey('raw', bytes.encode(partner.api_secret),
      { name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    return hex(await crypto.subtle.sign('HMAC', key, bytes.encode(text)));
  }

  async function signed(partner) {
    const seconds = Math.floor(Date.now() / 1000);
    return {
      'x-api-key': partner.api_key,
      'x-client-timestamp': String(seconds),
      'x-client-signature': await signature(partner, 'POST', seconds),
    };
  }

  function use(token, who) {
    state.token = token;
    authorize();
    tell(words('signedIn', who), 'good');
  }

  function authorize() {
    if (state.ui && state.token) {
      state.ui.preauthorizeApiKey('token', state.token);
    }
  }

  async function signIn(partner) {
    const answer = await fetch(SIGN_IN, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-client-channel': 'B2BCLIENT', ...await signed(partner) },
      body: JSON.stringify({ code: partner.code }),
    });
    const body = await answer.json();
    if (!answer.ok) {
      tell(words('refused', body.meta.code + ' ' + body.meta.message), 'bad');
      return;
    }
    use(body.data.token, words('minutes', partner.code, Math.round(body.data.expired / 60)));
  }

  // A log-in sent from the form below is signed on its way, where the sandbox knows the partner's secret.
  async function intercept(request) {
    if (new URL(request.url, location.href).pathname === SIGN_IN && request.method === 'POST') {
      const partner = state.partners.find((one) => one.code === codeIn(request.body));
      if (partner) {
        Object.assign(request.headers, await signed(partner));
      }
    }
    return request;
  }

  function codeIn(body) {
    try {
      return String(JSON.parse(body).code).toUpperCase();
    } catch (noJson) {
      return '';
    }
  }

  function prepared(text) {
    const description = JSON.parse(text.replaceAll('INV/001/00', FRESH + '/'));
    const key = description.components.parameters && description.components.parameters.IdempotencyKey;
    if (key) {
      key.example = crypto.randomUUID();
    }
    const log = description.paths[SIGN_IN];
    if (log && state.partners.length) {
      log.post.parameters.filter((one) => SIGNED.includes(one.name)).forEach((one) => {
        one.required = false;
        one.description = 'Leave it empty: this page signs for the sandbox\'s partners.';
      });
    }
    return description;
  }

  async function draw(surface) {
    state.surface = surface;
    document.querySelectorAll('[data-surface]').forEach((button) =>
      button.setAttribute('aria-pressed', String(button.dataset.surface === surface)));
    document.querySelectorAll('[data-file]').forEach((link) => {
      link.href = '/api/openapi/' + surface + '.' + link.dataset.file;
    });
    const answer = await fetch('/api/openapi/' + surface + '.json');
    state.ui = SwaggerUIBundle({
      spec: prepared(await answer.text()),
      dom_id: '#document',
      presets: [SwaggerUIBundle.presets.apis],
      layout: 'BaseLayout',
      docExpansion: 'list',
      defaultModelsExpandDepth: 0,
      displayRequestDuration: true,
      tryItOutEnabled: true,
      persistAuthorization: false,
      validatorUrl: null,
      requestInterceptor: intercept,
      onComplete: authorize,
    });
    window.history.replaceState(null, '', '#' + surface);
  }

  function offer(logIns) {
    state.partners = logIns.partners;
    state.staff = logIns.staff;
    const group = (label, options) => {
      const element = document.createElement('optgroup');
      element.label = label;
      options.forEach(([value, text]) => element.append(new Option(text, value)));
      return element;
    };
    find('#who').append(
      group(words('partners'), state.partners.map((one) => ['partner ' + one.code, one.code])),
      group(words('staff'), state.staff.map((one) => ['staff ' + one.email, one.role + ' (' + one.email + ')'])));
    find('#sandbox').hidden = false;
  }

  async function signInChosen(event) {
    event.preventDefault();
    const [kind, name] = find('#who').value.split(' ');
    if (kind === 'partner') {
      await signIn(state.partners.find((one) => one.code === name));
    } else {
      const person = state.staff.find((one) => one.email === name);
      use(person.token, person.role);
    }
  }

  function useOwn(event) {
    event.preventDefault();
    use(find('#token').value.trim(), words('tokenOwner'));
  }

  async function start() {
    const { lang, dataset } = document.documentElement;
    document.querySelectorAll('[data-choice]').forEach((link) => {
      if ([lang, dataset.theme].includes(link.dataset.choice)) {
        link.setAttribute('aria-current', 'true');
      }
    });
    find('#sandbox').addEventListener('submit', signInChosen);
    find('#own').addEventListener('submit', useOwn);
    document.querySelectorAll('[data-surface]').forEach((button) =>
      button.addEventListener('click', () => draw(button.dataset.surface)));
    const logIns = await fetch('log-ins', { headers: { accept: 'application/json' } });
    if (logIns.ok) {
      offer(await logIns.json());
    } else {
      find('#own').hidden = false;
    }
    await draw(location.hash === '#v1' ? 'v1' : 'v2');
  }

  start().catch((error) => tell(words('unavailable', error.message), 'bad'));
})();
