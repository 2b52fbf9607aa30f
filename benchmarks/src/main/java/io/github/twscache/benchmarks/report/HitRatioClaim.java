package io.github.twscache.benchmarks.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import io.github.twscache.benchmarks.results.Measurement;

/**
 * The lead of a hit ratio over that of Caffeine, in points, over all cells of a kind.
 *
 * @param kind {@code trace} or {@code synthetic}
 * @param shards {@code 1} or {@code default}
 * @param mean whether the mean of the leads is meant, otherwise the lowest
 */
record HitRatioClaim(String kind, String shards, boolean mean) implements Claim {

	private static final String SET = "hit-ratio";

	@Override
	public Reading read(Figures figures) {
		List<Lead> leads = leads(figures);
		String rival = String.format(Locale.ROOT, "%.2f %% in the mean", mean(leads, (lead) -> lead.rival().value()));
		if (this.mean) {
			return new Reading(mean(leads, Lead::points), mean(leads, Lead::lowest), mean(leads, Lead::highest), rival,
					leads.size() + ((leads.size() == 1) ? " cell" : " cells"), sources(leads));
		}
		Lead least = leads.stream().min(Comparator.comparingDouble(Lead::points)).orElseThrow();
		return new Reading(least.points(), least.lowest(), least.highest(), rival,
				least.own().scenario() + ", lowest of " + leads.size(), sources(List.of(least)));
	}

	private static double mean(List<Lead> leads, ToDoubleFunction<Lead> figure) {
		return leads.stream().mapToDouble(figure).average().orElseThrow();
	}

	private static List<Measurement> sources(List<Lead> leads) {
		return leads.stream().flatMap((lead) -> Stream.of(lead.own(), lead.rival())).toList();
	}

	private List<Lead> leads(Figures figures) {
		List<Lead> leads = new ArrayList<>();
		for (Measurement own : figures.of(SET)) {
			if (own.subject().equals("tws") && this.kind.equals(own.parameters().get("kind"))
					&& this.shards.equals(own.parameters().get("shards"))) {
				leads.add(new Lead(own, figures.get(Cell.of(SET, own.scenario(), "caffeine"))));
			}
		}
		if (leads.isEmpty()) {
			throw new NotMeasuredException(
					"No hit ratio of tws with kind=" + this.kind + " and shards=" + this.shards + " to compare");
		}
		return leads;
	}

	private record Lead(Measurement own, Measurement rival) {

		double points() {
			return this.own.value() - this.rival.value();
		}

		double lowest() {
			return Reading.lowest(this.own) - Reading.highest(this.rival);
		}

		double highest() {
			return Reading.highest(this.own) - Reading.lowest(this.rival);
		}

	}

}
