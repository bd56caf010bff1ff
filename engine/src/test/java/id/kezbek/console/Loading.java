package id.kezbek.console;

import com.microsoft.playwright.Page;

/** What a browser measured while it loaded a page. */
final class Loading {

    private static final String WATCH = """
            window.cezbekShift = 0;
            new PerformanceObserver(list => list.getEntries().forEach(entry => {
              if (!entry.hadRecentInput) window.cezbekShift += entry.value;
            })).observe({type: "layout-shift", buffered: true});""";

    private Loading() {}

    /** Must be called before the page is opened. */
    static void watch(Page page) {
        page.addInitScript(WATCH);
    }

    /** How much of the page moved without an act of the reader (cumulative layout shift); 0 if nothing moved. */
    static double shift(Page page) {
        return ((Number) page.evaluate("""
                async () => {
                  await document.fonts.ready;
                  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
                  return window.cezbekShift;
                }""")).doubleValue();
    }

    /** The time until the page was painted and its scripts had run. */
    static double usableAfterMillis(Page page) {
        return ((Number) page.evaluate("""
                async () => {
                  const painted = await new Promise(done => new PerformanceObserver(list =>
                    list.getEntriesByName("first-contentful-paint").forEach(entry => done(entry.startTime))
                  ).observe({type: "paint", buffered: true}));
                  return Math.max(painted, performance.getEntriesByType("navigation")[0].domContentLoadedEventEnd);
                }""")).doubleValue();
    }

    /** The size of all scripts of the page as they were sent; a script from the cache counts too. */
    static long scriptBytes(Page page) {
        return ((Number) page.evaluate("""
                () => performance.getEntriesByType("resource")
                  .filter(entry => new URL(entry.name).pathname.endsWith(".js"))
                  .reduce((sum, entry) => sum + entry.encodedBodySize, 0)""")).longValue();
    }
}
