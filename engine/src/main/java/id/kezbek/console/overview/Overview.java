package id.kezbek.console.overview;

import java.util.List;

/**
 * The first page of staff.
 *
 * @param trust a text that says whether the figures equal the ledger
 * @param isTrusted whether the figures equal the ledger
 */
public record Overview(List<Attention> needs, List<DayFigure> figures, String trust, boolean isTrusted) {}
