package id.kezbek.shared;

/** The currencies of the ledger (ISO 4217). */
public enum Currency {
    IDR
}
