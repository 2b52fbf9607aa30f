package io.github.twscache.benchmarks.replay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.github.twscache.benchmarks.results.Measurement;
import io.github.twscache.benchmarks.rivals.Rival;

/**
 * How far a contender is ahead of Caffeine over all streams of a kind.
 *
 * @param kind {@code trace} or {@code synthetic}
 * @param contender the name of the contender
 * @param cells the number of streams and capacities
 * @param mean its mean hit ratio in percent
 * @param meanLead its mean lead over Caffeine, in points
 * @param worst where its lead is least
 * @param worstLead its lead there, in points
 */
record Summary(String kind, String contender, int cells, double mean, double meanLead, String worst, double worstLead) {

	/**
	 * Sums measurements up.
	 * @param measurements hit ratios, Caffeine's among them
	 * @return a summary for each kind and contender
	 */
	static List<Summary> of(List<Measurement> measurements) {
		Map<String, Double> caffeine = new LinkedHashMap<>();
		Map<List<String>, List<Measurement>> groups = new LinkedHashMap<>();
		for (Measurement measured : measurements) {
			if (measured.subject().equals(Rival.CAFFEINE.id())) {
				caffeine.put(measured.scenario(), measured.value());
			}
			String shards = measured.parameters().getOrDefault("shards", "-");
			String contender = measured.subject() + (shards.equals("-") ? "" : "/" + shards);
			String kind = measured.parameters().getOrDefault("kind", "");
			groups.computeIfAbsent(List.of(kind, contender), (key) -> new ArrayList<>()).add(measured);
		}
		List<Summary> summaries = new ArrayList<>();
		groups.forEach((key, group) -> summaries.add(of(key.get(0), key.get(1), group, caffeine)));
		return summaries;
	}

	private static Summary of(String kind, String contender, List<Measurement> group, Map<String, Double> caffeine) {
		double sum = 0;
		double leads = 0;
		String worst = "";
		double worstLead = Double.POSITIVE_INFINITY;
		for (Measurement measured : group) {
			Double rival = caffeine.get(measured.scenario());
			if (rival == null) {
				throw new IllegalArgumentException("No hit ratio of Caffeine for " + measured.scenario());
			}
			double lead = measured.value() - rival;
			sum += measured.value();
			leads += lead;
			if (lead < worstLead) {
				worst = measured.scenario();
				worstLead = lead;
			}
		}
		return new Summary(kind, contender, group.size(), sum / group.size(), leads / group.size(), worst, worstLead);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%-9s %2d cells  %-12s mean %.2f  mean lead %+.2f  worst %+.2f at %s",
				this.kind, this.cells, this.contender, this.mean, this.meanLead, this.worstLead, this.worst);
	}

}
