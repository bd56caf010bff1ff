package id.kezbek.shared;

/** The currencies the engine accounts in (ISO 4217). */
public enum Currency {
    IDR
}
