package id.kezbek.console.rules;

import id.kezbek.console.frame.Step;
import java.util.List;

/**
 * One rule.
 *
 * @param steps its versions, the latest first
 */
public record RulePage(Rule rule, String quantity, String amount, List<Step> steps) {}
