package id.kezbek.console.overview;

import java.util.List;

/**
 * Staff's first page.
 *
 * @param trust whether the figures equal the ledger, in words
 * @param isTrusted whether they do
 */
public record Overview(List<Attention> needs, List<DayFigure> figures, String trust, boolean isTrusted) {}
