package io.github.twscache.benchmarks.report;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.twscache.benchmarks.report.Target.Bound;
import io.github.twscache.benchmarks.report.Target.Shape;
import io.github.twscache.benchmarks.report.Verdict.Outcome;
import io.github.twscache.benchmarks.results.Measurement;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Comparing figures with targets.
 */
class TargetTests {

	private static final Cell OWN = Cell.of("throughput", "read", "tws");

	private final Target sixTimes = new Target("read", Bound.AT_LEAST, 6, Shape.TIMES, "Caffeine",
			Claim.ratio(OWN, OWN.by("caffeine")));

	private final Target tenthOf = new Target("contention", Bound.AT_LEAST, 90, Shape.PERCENT, "lower",
			Claim.percentLower(OWN, OWN.by("caffeine")));

	@Test
	void aimSaysBoundLimitAndRival() {
		assertThat(this.sixTimes.aim()).isEqualTo("≥ 6 x Caffeine");
		assertThat(this.tenthOf.aim()).isEqualTo("≥ 90 % lower");
		assertThat(new Target("", Bound.AT_MOST, 1.5, Shape.BYTES, "", Claim.amount(OWN)).aim())
			.isEqualTo("≤ 1.5 bytes");
		assertThat(new Target("", Bound.AT_LEAST, 1.2, Shape.POINTS, "to Caffeine", Claim.amount(OWN)).aim())
			.isEqualTo("≥ +1.2 points to Caffeine");
	}

	@Test
	void ratioOfMediansMeetsTheTarget() {
		Verdict verdict = this.sixTimes.judge(figures(tws(121, 120.5, 121.5), caffeine(20, 19.8, 20)));
		assertThat(verdict.outcome()).isEqualTo(Outcome.MET);
		assertThat(verdict.cell()).isEqualTo("6.05 x, met");
		assertThat(verdict.reading()).isNotNull();
		assertThat(verdict.reading().rival()).isEqualTo("20.0 ops/s");
	}

	@Test
	void limitItselfMeetsTheTarget() {
		assertThat(this.sixTimes.judge(figures(tws(120), caffeine(20))).cell()).isEqualTo("6.00 x, met");
	}

	@Test
	void ratioOfMediansMissesTheTarget() {
		Verdict verdict = this.sixTimes.judge(figures(tws(90, 91, 92), caffeine(20, 20.1, 20.2)));
		assertThat(verdict.outcome()).isEqualTo(Outcome.MISSED);
		assertThat(verdict.cell()).isEqualTo("4.53 x, **missed**");
	}

	@Test
	void missingFigureIsNotMeasured() {
		Verdict verdict = this.sixTimes.judge(figures(tws(90)));
		assertThat(verdict.outcome()).isEqualTo(Outcome.NOT_MEASURED);
		assertThat(verdict.cell()).isEqualTo("not measured");
		assertThat(verdict.missing()).contains("caffeine");
		assertThat(verdict.reading()).isNull();
	}

	@Test
	void verdictThatSamplesWouldTurnHasAnAsterisk() {
		assertThat(this.sixTimes.judge(figures(tws(118, 121, 122), caffeine(20, 20, 20))).cell())
			.isEqualTo("6.05 x\\*, met");
		assertThat(this.sixTimes.judge(figures(tws(118, 119, 121), caffeine(20, 20, 20))).cell())
			.isEqualTo("5.95 x\\*, **missed**");
	}

	@Test
	void scatteredSamplesHaveAnAsterisk() {
		assertThat(this.sixTimes.judge(figures(tws(200, 240, 280), caffeine(20))).cell()).isEqualTo("12.0 x\\*, met");
		assertThat(this.sixTimes.judge(figures(tws(220, 240, 280), caffeine(20))).cell()).isEqualTo("12.0 x, met");
	}

	@Test
	void lowerIsInPercent() {
		assertThat(this.tenthOf.judge(figures(tws(5), caffeine(100))).cell()).isEqualTo("95.0 %, met");
		assertThat(this.tenthOf.judge(figures(tws(0), caffeine(100))).cell()).isEqualTo("100.0 %, met");
		assertThat(this.tenthOf.judge(figures(tws(20), caffeine(100))).cell()).isEqualTo("80.0 %, **missed**");
		assertThat(this.tenthOf.judge(figures(tws(130), caffeine(100))).cell()).isEqualTo("-30.0 %, **missed**");
	}

	@Test
	void nothingFollowsFromZeros() {
		Verdict verdict = this.tenthOf.judge(figures(tws(0), caffeine(0)));
		assertThat(verdict.outcome()).isEqualTo(Outcome.UNDECIDED);
		assertThat(verdict.cell()).isEqualTo("no verdict: both are 0");
	}

	@Test
	void rivalWithoutAnyMissesTheTarget() {
		assertThat(this.tenthOf.judge(figures(tws(3), caffeine(0))).outcome()).isEqualTo(Outcome.MISSED);
	}

	@Test
	void distanceFromTheIdealHasNoSign() {
		Target near = new Target("moved", Bound.AT_MOST, 10, Shape.PERCENT, "off the ideal",
				Claim.percentOff(OWN, OWN.by("caffeine")));
		assertThat(near.judge(figures(tws(46), caffeine(50))).cell()).isEqualTo("8.0 %, met");
		assertThat(near.judge(figures(tws(54), caffeine(50))).cell()).isEqualTo("8.0 %, met");
		assertThat(near.judge(figures(tws(44), caffeine(50))).cell()).isEqualTo("12.0 %, **missed**");
	}

	@Test
	void rivalBesideAnAmountMayBeMissing() {
		Target memory = new Target("memory", Bound.AT_MOST, 70, Shape.BYTES, "",
				Claim.amount(OWN).beside(OWN.by("caffeine")));
		assertThat(memory.judge(figures(tws(68.44))).cell()).isEqualTo("68.4 bytes, met");
		assertThat(memory.judge(figures(tws(71), caffeine(95))).reading().rival()).isEqualTo("95.0 ops/s");
	}

	private static Figures figures(Measurement... measurements) {
		return new Figures(List.of(measurements));
	}

	private static Measurement tws(double... samples) {
		return measured("tws", samples);
	}

	private static Measurement caffeine(double... samples) {
		return measured("caffeine", samples);
	}

	private static Measurement measured(String subject, double... samples) {
		return Measurement.median("throughput", "read", subject, Map.of(), Arrays.stream(samples).boxed().toList(),
				"ops/s");
	}

}
