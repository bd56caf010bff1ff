// Drives a DANA at an address with DANA's own client, which knows only DANA's addresses. Prints what it was answered, as one
// line of JSON.
const { ADDRESS, PARTNER, SECRET, PRIVATE_KEY, REFERENCE } = process.env;

const direct = globalThis.fetch;
globalThis.fetch = (url, init) => direct(String(url).replace(/^https?:\/\/api\.sandbox\.dana\.id/, ADDRESS), init);

const { Dana } = require('dana-node');

const { disbursementApi } = new Dana({
  partnerId: PARTNER,
  privateKey: PRIVATE_KEY,
  origin: 'https://kezbek.example',
  env: 'sandbox',
  clientSecret: SECRET,
});

const now = () => `${new Date(Date.now() + 7 * 3600 * 1000).toISOString().slice(0, 19)}+07:00`;
const money = (value) => ({ value, currency: 'IDR' });
const order = (value) => ({
  partnerReferenceNo: REFERENCE,
  customerNumber: '62811742234',
  amount: money(value),
  feeAmount: money('0.00'),
  transactionDate: now(),
  additionalInfo: { fundType: 'AGENT_TOPUP_FOR_USER_SETTLE' },
});

async function refusal(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return error.rawResponse?.responseCode ?? error.responseCode ?? String(error.message);
  }
}

const status = () => disbursementApi.transferToDanaInquiryStatus({
  originalPartnerReferenceNo: REFERENCE,
  serviceCode: '38',
  additionalInfo: {},
});

(async () => {
  const none = await refusal(status);
  const account = await disbursementApi.danaAccountInquiry({
    customerNumber: '62811742234',
    amount: money('10000.00'),
    transactionDate: now(),
    additionalInfo: { fundType: 'AGENT_TOPUP_FOR_USER_SETTLE' },
  });
  const first = await disbursementApi.transferToDana(order('12500.00'));
  const again = await disbursementApi.transferToDana(order('12500.00'));
  const other = await refusal(() => disbursementApi.transferToDana(order('99.00')));
  const found = await status();
  console.log(JSON.stringify({
    none,
    account: account.responseCode,
    name: account.customerName,
    code: first.responseCode,
    sameReference: first.referenceNo === again.referenceNo && first.referenceNo === found.originalReferenceNo,
    status: found.latestTransactionStatus,
    other,
  }));
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
