// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "charts/chart_panel.h"
#include "charts/charts_view.h"
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "trace/trace_builder.h"
#include "ui/text_trace.h"

#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

/// Two layouts' charts on an axis of 100 µs.
class TestChartsView : public QObject
{
    Q_OBJECT

    std::unique_ptr<TimeAxis> axis;
    std::unique_ptr<ChartsView> view;

    ChartPanel* panel(ChartKind kind)
    {
        for (ChartPanel* p : view->findChildren<ChartPanel*>()) {
            if (p->kind() == kind)
                return p;
        }
        return nullptr;
    }

    /// One kernel of 50 µs that does so much.
    static trace::TracePointer traceWithWork(double flops, double dramBytes, const trace::RecordedDevice& device = {})
    {
        trace::TraceBuilder builder;
        if (!device.name.empty()) {
            builder.info().devices.push_back(device);
            builder.info().deviceName = device.name;
        }
        trace::TrackInfo info;
        info.kind = trace::TrackKind::stream;
        trace::OperationDetails details;
        details.grid = {100, 1, 1};
        details.block = {256, 1, 1};
        details.flops = flops;
        details.dramBytes = dramBytes;
        trace::Slice slice;
        slice.durationNs = 50'000;
        slice.kind = trace::SliceKind::kernelMatrixProduct;
        slice.name = builder.intern("kernel");
        slice.details = builder.addDetails(details);
        builder.addSlice(builder.addTrack(info), slice);
        return builder.finish();
    }

    void wait() { QTRY_VERIFY(view->isUpToDate()); }

private slots:
    void init()
    {
        applyTheme(*qApp, ColourScheme::light);
        axis = std::make_unique<TimeAxis>();
        axis->setRange({0, 100'000});
        view = std::make_unique<ChartsView>(axis.get());
        view->resize(800, 260);
        view->setPlotEdges(110, 780);
        view->setLayouts({{"serial", textTrace("s: gemm[0,50) gemm[50,100)"), nullptr},
                          {"parallel", textTrace("s1: gemm[0,50)\ns2: gemm[0,50)\ns3: add[20,30)"), nullptr}});
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
        wait();
    }

    void cleanup()
    {
        view.reset();
        axis.reset();
    }

    void kernelsAtOnceIsWhatTheTracesSay()
    {
        ChartPanel* chart = panel(ChartKind::kernelsAtOnce);
        QCOMPARE(chart->valuesAt(10'000), QString("serial: 1\nparallel: 2"));
        QCOMPARE(chart->valuesAt(25'000), QString("serial: 1\nparallel: 3"));
        QCOMPARE(chart->valuesAt(75'000), QString("serial: 1\nparallel: 0"));
    }

    void theGreatestValueIsOnTheScale() { QVERIFY(panel(ChartKind::kernelsAtOnce)->yAxis->range().upper >= 3); }

    void theAxisIsTheTimelines()
    {
        axis->setRange({20'000, 30'000});
        wait();
        for (ChartPanel* p : view->findChildren<ChartPanel*>()) {
            QCOMPARE(p->xAxis->range().lower, 20'000.0);
            QCOMPARE(p->xAxis->range().upper, 30'000.0);
        }
        QCOMPARE(panel(ChartKind::kernelsAtOnce)->valuesAt(25'000), QString("serial: 1\nparallel: 3"));
    }

    void thePlotStandsUnderTheTimelines()
    {
        view->setCharts({ChartKind::kernelsAtOnce, ChartKind::copyRate});
        wait();
        view->setPlotEdges(150, 700);
        for (ChartPanel* p : view->findChildren<ChartPanel*>()) {
            p->replot();
            QCOMPARE(p->axisRect()->left(), 150);
            QCOMPARE(p->axisRect()->right() + 1, 700);
        }
    }

    void theWheelOverAChartZoomsAllAtThePointer()
    {
        view->setCharts({ChartKind::kernelsAtOnce, ChartKind::residentWarps});
        wait();
        ChartPanel* chart = panel(ChartKind::residentWarps);
        const QPointF at(300, 60);
        const double before = chart->xAxis->pixelToCoord(at.x());
        QWheelEvent event(at, chart->mapToGlobal(at), {}, QPoint(0, 240), Qt::NoButton, {}, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(chart, &event);
        QVERIFY(axis->range().durationNs() < 100'000);
        QVERIFY(std::abs(panel(ChartKind::kernelsAtOnce)->xAxis->pixelToCoord(at.x()) - before) < 2);
    }

    void draggingAChartPans()
    {
        ChartPanel* chart = panel(ChartKind::kernelsAtOnce);
        QTest::mousePress(chart, Qt::LeftButton, {}, {400, 60});
        QMouseEvent move(QEvent::MouseMove, QPointF(300, 60), chart->mapToGlobal(QPointF(300, 60)), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(chart, &move);
        QTest::mouseRelease(chart, Qt::LeftButton, {}, {300, 60});
        QVERIFY(axis->range().startNs > 10'000);
        QCOMPARE(axis->range().durationNs(), Ns(100'000));
        axis->undoZoom();
        QCOMPARE(axis->range(), (Interval{0, 100'000}));
    }

    void eachLayoutHasALineStyleOfItsOwn()
    {
        ChartPanel* chart = panel(ChartKind::kernelsAtOnce);
        QCOMPARE(chart->graphCount(), 2);
        QVERIFY(chart->graph(0)->pen().style() != chart->graph(1)->pen().style());
        QCOMPARE(chart->graph(1)->pen().style(), Qt::SolidLine); // the last one is the one to look at
        view->setEmphasis(0);
        QCOMPARE(chart->graph(0)->pen().style(), Qt::SolidLine);
    }

    void whatIsNotKnownIsSaid()
    {
        view->setCharts({ChartKind::fp32Share});
        wait();
        const QImage picture = view->grab().toImage();
        QVERIFY(panel(ChartKind::fp32Share)->valuesAt(10'000).isEmpty());
        QVERIFY(!picture.isNull());
    }

    void untilSomebodyChoosesOnlyWhatIsKnownIsShown()
    {
        QVERIFY(panel(ChartKind::kernelsAtOnce)->isVisible());
        QVERIFY(!panel(ChartKind::throughput)->isVisible());
        QCOMPARE(view->fullHeight(), panel(ChartKind::kernelsAtOnce)->preferredHeight());
        view->setCharts({ChartKind::throughput});
        wait();
        QVERIFY(panel(ChartKind::throughput)->isVisible());
    }

    void throughputIsThatOfTheResourceUsedMost()
    {
        // 1000 GB/s of DRAM: 10 MB in 50 µs are 200 GB/s, 20 %. 10 Tflop/s: 10 Mflop in 50 µs are 0.2, 2 %.
        auto profile = std::make_shared<device::DeviceProfile>();
        profile->sms = 10;
        profile->warpsPerSm = 64;
        profile->clockHz = 1e9;
        profile->fp32LanesPerSm = 500;
        profile->dramBytesPerSecond = 1e12;
        view->setLayouts({{"a layout", traceWithWork(1e7, 1e7), profile}});
        wait();
        ChartPanel* chart = panel(ChartKind::throughput);
        QVERIFY(chart->isVisible());
        QCOMPARE(chart->valuesAt(25'000), QString("a layout: 20 %"));
        // 200 Mflop in 50 µs are 4 of 10 Tflop/s, 40 %; 1 MB: 2 %.
        view->setLayouts({{"a layout", traceWithWork(2e8, 1e6), profile}});
        wait();
        QCOMPARE(chart->valuesAt(25'000), QString("a layout: 40 %"));
    }

    void whereNoThroughputIsKnownTheSmsWithWorkStandIn()
    {
        auto profile = std::make_shared<device::DeviceProfile>();
        profile->sms = 132;
        profile->warpsPerSm = 64;
        profile->clockHz = 1e9;
        profile->fp32LanesPerSm = 500;
        profile->dramBytesPerSecond = 1e12;
        // A kernel that computes nothing and moves nothing, with 100 blocks on an H200 of 132 SMs: 76 % of them.
        trace::RecordedDevice device;
        device.name = "NVIDIA H200";
        view->setLayouts({{"a layout", traceWithWork(0, 0, device), profile}});
        wait();
        ChartPanel* chart = panel(ChartKind::throughput);
        QVERIFY(chart->isVisible());
        QCOMPARE(chart->shownKind(), ChartKind::smsWithWork);
        QCOMPARE(chart->valuesAt(25'000), QString("a layout: 76 %"));
        view->setLayouts({{"a layout", traceWithWork(1e6, 1e7, device), profile}});
        wait();
        QCOMPARE(chart->shownKind(), ChartKind::throughput);
    }

    void theThirdChartWaitsForHeight()
    {
        auto profile = std::make_shared<device::DeviceProfile>();
        profile->sms = 10;
        profile->warpsPerSm = profile->blocksPerSm = 64;
        profile->sharedBytesPerSm = profile->sharedBytesPerBlock = 100'000;
        profile->clockHz = 1e9;
        profile->fp32LanesPerSm = 500;
        profile->dramBytesPerSecond = 1e12;
        view->setLayouts({{"a layout", traceWithWork(1e7, 1e7), profile}});
        wait();
        view->resize(800, view->minimumHeight());
        QVERIFY(panel(ChartKind::throughput)->isVisible());
        QVERIFY(!panel(ChartKind::residentWarps)->isVisible());
        view->resize(800, view->fullHeight());
        QVERIFY(panel(ChartKind::residentWarps)->isVisible());
    }

    void aNewerSnapshotIsShown()
    {
        view->updateTrace(0, textTrace("s: gemm[0,50)\nt: gemm[0,50)\nu: gemm[0,50)\nv: gemm[0,50)"));
        wait();
        QCOMPARE(panel(ChartKind::kernelsAtOnce)->valuesAt(40'000), QString("serial: 4\nparallel: 2"));
    }

    void aLargeTraceIsSummedUpAside()
    {
        QString text = "s: ";
        for (int i = 0; i < 30'000; ++i)
            text += QString("gemm[%1,%2) ").arg(i * 2).arg(i * 2 + 2);
        view->setLayouts({{"large", textTrace(text), nullptr}});
        axis->setRange({0, 60'000'000});
        axis->setRange({0, 50'000'000}); // replaces the request that waits
        wait();
        QCOMPARE(panel(ChartKind::kernelsAtOnce)->valuesAt(40'000'000), QString("large: 1"));
    }

    void closingWhileAWorkerSumsUpIsSafe()
    {
        QString text = "s: ";
        for (int i = 0; i < 30'000; ++i)
            text += QString("gemm[%1,%2) ").arg(i * 2).arg(i * 2 + 2);
        view->setLayouts({{"large", textTrace(text), nullptr}});
        QCoreApplication::processEvents();
        view.reset();
        QThreadPool::globalInstance()->waitForDone();
        QCoreApplication::processEvents();
        QVERIFY(!view);
    }

    void thePlayheadMasksTheFuture()
    {
        ChartPanel* chart = panel(ChartKind::kernelsAtOnce);
        const auto inked = [&] {
            chart->replot();
            const QImage picture = chart->grab().toImage();
            int count = 0;
            for (int x = 600; x < 770; ++x) {
                for (int y = chart->axisRect()->top() + 2; y < chart->axisRect()->bottom() - 3; ++y)
                    count += contrast(picture.pixelColor(x, y), lightTheme().surface) > 1.5;
            }
            return count;
        };
        QVERIFY(inked() > 0);
        view->setPlayheadNs(40'000);
        QCOMPARE(inked(), 0);
    }

    void chartsFollowTheScheme()
    {
        applyTheme(*qApp, ColourScheme::dark);
        wait();
        ChartPanel* chart = panel(ChartKind::kernelsAtOnce);
        chart->replot();
        const QImage picture = chart->grab().toImage();
        QCOMPARE(picture.pixelColor(5, picture.height() - 5), darkTheme().surface);
    }

    void chartsCanBeKeptAsVectors()
    {
        QBuffer buffer;
        buffer.open(QIODevice::WriteOnly);
        {
            QSvgGenerator generator;
            generator.setOutputDevice(&buffer);
            generator.setSize({800, 260});
            generator.setViewBox(QRect(0, 0, 800, 260));
            QPainter painter(&generator);
            view->paintAll(painter, {0, 0, 800, 260}, 784);
        }
        QVERIFY(QSvgRenderer(buffer.data()).isValid());
        QVERIFY(buffer.data().contains("kernels at once"));
        QVERIFY(buffer.data().size() < 300'000);
    }
};

QTEST_MAIN(TestChartsView)
#include "tst_charts_view.moc"
