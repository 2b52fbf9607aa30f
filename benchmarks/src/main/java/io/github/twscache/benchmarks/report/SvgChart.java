package io.github.twscache.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws plots as SVG files, on white, so that they can be read on any page.
 */
final class SvgChart {

	private static final int WIDTH = 760;

	private static final int HEIGHT = 400;

	private static final int WIDE = 1100;

	private static final int HIGH = 560;

	private static final Pattern CLIP = Pattern.compile("clip-?\\d+");

	private static final Pattern LONG_NUMBER = Pattern.compile("-?\\d+\\.\\d{2,}");

	private static final String FONT = Font.SANS_SERIF;

	private SvgChart() {
	}

	/**
	 * Draws a plot.
	 * @param plot what it shows
	 * @param points its figures, by series and then by place
	 * @param title the text above it
	 * @param file where it goes
	 */
	static void draw(Plot plot, Map<String, Map<String, Double>> points, String title, Path file) {
		Chart<?, ?> chart = switch (plot.kind()) {
			case BARS, MANY_BARS, LOG_BARS -> bars(plot, points, title);
			case PLAIN_LINES, LINES, LOG_LINES -> lines(plot, points, title);
		};
		ByteArrayOutputStream drawn = new ByteArrayOutputStream();
		try {
			VectorGraphicsEncoder.saveVectorGraphic(chart, drawn, VectorGraphicsFormat.SVG);
			Files.writeString(file, compact(drawn.toString(StandardCharsets.UTF_8)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Cannot write the plot " + file, ex);
		}
	}

	/**
	 * Makes a file of the same plot small, and the same each time it is drawn: letters
	 * are outlines with more decimals than anybody sees, and names of clips are random.
	 */
	static String compact(String svg) {
		Map<String, String> clips = new HashMap<>();
		String named = CLIP.matcher(svg)
			.replaceAll((clip) -> clips.computeIfAbsent(clip.group(), (name) -> "clip-" + (clips.size() + 1)));
		return LONG_NUMBER.matcher(named)
			.replaceAll((number) -> new BigDecimal(number.group()).setScale(1, RoundingMode.HALF_UP)
				.stripTrailingZeros()
				.toPlainString());
	}

	private static CategoryChart bars(Plot plot, Map<String, Map<String, Double>> points, String title) {
		boolean many = plot.kind() == Plot.Kind.MANY_BARS;
		CategoryChart chart = new CategoryChartBuilder().width(many ? WIDE : WIDTH)
			.height(many ? HIGH : HEIGHT)
			.title(title)
			.xAxisTitle(plot.xTitle())
			.yAxisTitle(plot.yTitle())
			.build();
		style(chart.getStyler(), points);
		chart.getStyler().setAvailableSpaceFill(0.8);
		if (plot.kind() == Plot.Kind.LOG_BARS) {
			chart.getStyler().setYAxisLogarithmic(true);
			chart.getStyler().setYAxisMin(powerOfTenBelow(points));
		}
		else {
			chart.getStyler().setYAxisMin(0.0);
		}
		if (many) {
			chart.getStyler().setXAxisLabelRotation(45);
			chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
			chart.getStyler().setLegendLayout(LegendLayout.Horizontal);
		}
		List<String> places = places(points);
		points.forEach((label, figures) -> {
			List<@Nullable Double> heights = new ArrayList<>();
			places.forEach((place) -> heights.add(figures.get(place)));
			chart.addSeries(label, places, heights);
		});
		return chart;
	}

	private static XYChart lines(Plot plot, Map<String, Map<String, Double>> points, String title) {
		XYChart chart = new XYChartBuilder().width(WIDTH)
			.height(HEIGHT)
			.title(title)
			.xAxisTitle(plot.xTitle())
			.yAxisTitle(plot.yTitle())
			.build();
		style(chart.getStyler(), points);
		chart.getStyler().setXAxisLogarithmic(plot.kind() != Plot.Kind.PLAIN_LINES);
		chart.getStyler().setXAxisDecimalPattern("#,##0");
		if (plot.kind() == Plot.Kind.LOG_LINES) {
			chart.getStyler().setYAxisLogarithmic(true);
		}
		else {
			chart.getStyler().setYAxisMin(0.0);
		}
		List<String> places = places(points);
		points.forEach((label, figures) -> {
			List<String> own = places.stream().filter(figures::containsKey).toList();
			chart
				.addSeries(label, own.stream().mapToDouble(Double::parseDouble).toArray(),
						own.stream().mapToDouble(figures::get).toArray())
				.setMarker(SeriesMarkers.CIRCLE)
				.setLineStyle(new BasicStroke(2));
		});
		return chart;
	}

	private static void style(AxesChartStyler styler, Map<String, Map<String, Double>> points) {
		List<Color> colors = new ArrayList<>();
		points.keySet().forEach((label) -> colors.add(Subjects.color(label, colors.size())));
		styler.setSeriesColors(colors.toArray(new Color[0]));
		styler.setChartBackgroundColor(Color.WHITE);
		styler.setPlotBackgroundColor(Color.WHITE);
		styler.setPlotBorderVisible(false);
		styler.setPlotGridLinesColor(new Color(0xdddddd));
		// Dashes would be lines of their own in the file.
		styler.setPlotGridLinesStroke(new BasicStroke(1));
		styler.setPlotGridVerticalLinesVisible(false);
		styler.setLegendPosition(LegendPosition.OutsideE);
		styler.setLegendBorderColor(Color.WHITE);
		styler.setChartTitleBoxVisible(false);
		styler.setChartTitleFont(new Font(FONT, Font.BOLD, 15));
		styler.setAxisTitleFont(new Font(FONT, Font.PLAIN, 13));
		styler.setAxisTickLabelsFont(new Font(FONT, Font.PLAIN, 12));
		styler.setLegendFont(new Font(FONT, Font.PLAIN, 13));
		styler.setMarkerSize(6);
	}

	private static double powerOfTenBelow(Map<String, Map<String, Double>> points) {
		double lowest = points.values()
			.stream()
			.flatMap((figures) -> figures.values().stream())
			.mapToDouble(Double::doubleValue)
			.min()
			.orElseThrow();
		return Math.pow(10, Math.floor(Math.log10(lowest)));
	}

	private static List<String> places(Map<String, Map<String, Double>> points) {
		TreeSet<String> places = new TreeSet<>(NaturalOrder.INSTANCE);
		points.values().forEach((figures) -> places.addAll(figures.keySet()));
		return List.copyOf(places);
	}

}
