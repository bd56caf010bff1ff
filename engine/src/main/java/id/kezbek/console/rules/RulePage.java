package id.kezbek.console.rules;

import id.kezbek.console.frame.Step;
import java.util.List;

/**
 * The page of one rule.
 *
 * @param steps the rule's versions as a timeline, the latest first
 */
public record RulePage(Rule rule, String quantity, String amount, List<Step> steps) {}
