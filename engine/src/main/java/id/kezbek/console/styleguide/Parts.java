package id.kezbek.console.styleguide;

import id.kezbek.console.charts.Sparkline;
import id.kezbek.console.charts.TimeChart;
import id.kezbek.console.frame.Change;
import id.kezbek.console.frame.Step;
import java.util.List;

/** Sample values for page components. */
public record Parts(List<Step> steps, List<Change> changes, Sparkline spark, TimeChart chart) {}
