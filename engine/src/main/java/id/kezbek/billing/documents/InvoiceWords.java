package id.kezbek.billing.documents;

import id.kezbek.shared.Language;
import java.util.Map;
import java.util.Objects;

/** The fixed texts of an invoice in its two languages. */
enum InvoiceWords {
    TITLE("FAKTUR", "INVOICE"),
    CREDIT_NOTE("NOTA KREDIT", "CREDIT NOTE"),
    NUMBER("Nomor", "Number"),
    DATE("Tanggal", "Date"),
    PERIOD("Masa", "Period"),
    DUE("Jatuh tempo", "Due date"),
    SELLER("Penjual", "Seller"),
    BUYER("Pembeli", "Buyer"),
    DESCRIPTION("Keterangan", "Description"),
    AMOUNT("Jumlah", "Amount"),
    SERVICE_FEE("Biaya jasa program cashback", "Service fee, cashback programme"),
    MINIMUM("Selisih ke biaya minimum", "Difference to the minimum fee"),
    PROVIDER_FEES("Biaya penyedia pembayaran", "Payment providers' fees"),
    REDUCTION("Pengurangan harga", "Reduction of the price"),
    PRICE("Harga jual", "Price"),
    BASE("DPP nilai lain (11/12)", "Tax base (DPP nilai lain, 11/12)"),
    PPN("PPN 12%", "VAT (PPN) 12%"),
    TOTAL("Total tagihan", "Total due"),
    WITHHOLDING("PPh 23 yang dapat dipotong (2%)", "Income tax (PPh 23) that the buyer may withhold (2%)"),
    TO_PAY("Dibayar setelah pemotongan PPh 23", "To pay after withholding PPh 23"),
    OF_INVOICE("Atas faktur", "For invoice"),
    OF_DATE("Tanggal faktur", "Invoice date"),
    CREDITED_PRICE("Harga yang dikurangkan", "Price taken off"),
    CREDITED_TOTAL("Total yang dikreditkan", "Total credited"),
    CREDITED_WITHHOLDING(
            "Pengurangan PPh 23 yang dapat dipotong (2%)", "Reduction of the withholding tax, PPh 23 (2%)"),
    LEFT("Sisa faktur setelah nota ini", "Open amount of the invoice after this note"),
    REASON("Alasan", "Reason"),
    IN_WORDS("Terbilang", "In words"),
    PAY_TO("Pembayaran ke", "Pay to"),
    STAMP_DUTY(
            "Kuitansi di atas Rp5.000.000 memerlukan e-meterai Rp10.000.",
            "A receipt above Rp5,000,000 needs an e-meterai of Rp10,000."),
    ANNEX("Lampiran", "Annex"),
    CASHBACK_TITLE(
            "Cashback menurut aturan, tingkat, dan dompet (tidak ditagihkan di sini)",
            "Cashback by rule, tier and wallet (not charged here)"),
    RULE("Aturan", "Rule"),
    TIER("Tingkat", "Tier"),
    WALLET("Dompet", "Wallet"),
    PURCHASES("Transaksi", "Purchases"),
    PAYOUTS_TITLE("Pembayaran menurut penyedia dan dompet", "Payouts by provider and wallet"),
    PROVIDER("Penyedia", "Provider"),
    PAYOUTS("Pembayaran", "Payouts"),
    FEES("Biaya", "Fees"),
    SUM("Total", "Total"),
    OTHER("lainnya", "other"),
    OWED("Piutang cashback pada akhir masa", "Cashback receivable at the end of the period"),
    PAGE("Halaman", "Page");

    private final Map<Language, String> words;

    InvoiceWords(String indonesian, String english) {
        this.words = Map.of(Language.INDONESIAN, indonesian, Language.ENGLISH, english);
    }

    String in(Language language) {
        return Objects.requireNonNull(words.get(language));
    }
}
