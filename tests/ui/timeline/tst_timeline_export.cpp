// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_export.h"
#include "timeline/timeline_view.h"
#include "ui/text_trace.h"

#include <QPainter>
#include <QPicture>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QtTest>
#include <QXmlStreamReader>

using namespace streamscope;
using namespace streamscope::ui;
using streamscope::test::textTrace;

class TestTimelineExport : public QObject
{
    Q_OBJECT

    TimeAxis axis;
    std::unique_ptr<TimelineView> view;

    PictureSource source()
    {
        return [this](QPainter& painter, const QRectF& area) { view->paintAll(painter, area); };
    }
    QSizeF size() const { return {800, double(view->fullHeight(800))}; }

private slots:
    void initTestCase()
    {
        applyTheme(*qApp, ColourScheme::light);
        view = std::make_unique<TimelineView>(&axis);
        view->resize(800, 120); // less than the picture needs
        Timeline timeline;
        timeline.title = "kept picture";
        timeline.note = "60 µs";
        timeline.trace =
            textTrace("host: launch[0,5)#1 sync[5,60)\ns1: gemm[10,40)#1\ns2: add[10,50)\ns3: reduce[20,60)");
        view->setTimelines({timeline});
    }

    void cleanupTestCase() { view.reset(); }

    void namesWithControlCharactersAreDrawnInValidXml()
    {
        const QByteArray svg = picture(PictureFormat::svg, {200, 50}, [](QPainter& painter, const QRectF& area) {
            painter.drawText(area, Qt::AlignCenter, QStringLiteral("a\u0001\u001b\uFFFE<b"));
        });
        QXmlStreamReader xml(svg);
        QString drawn;
        while (!xml.atEnd())
            if (xml.readNext() == QXmlStreamReader::Characters)
                drawn += xml.text();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(drawn.count(QChar(0xFFFD)), 3); // texts are cut where fonts change
    }

    void aPictureWithinAPictureKeepsItsSize()
    {
        QPicture inner;
        QPainter recorder(&inner);
        recorder.fillRect(QRectF(0, 0, 100, 50), Qt::red);
        recorder.end();
        QSvgRenderer renderer(picture(PictureFormat::svg, {100, 50},
                                      [&](QPainter& painter, const QRectF&) { painter.drawPicture(0, 0, inner); }));
        QVERIFY(renderer.isValid());
        QImage image(100, 50, QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QCOMPARE(image.pixelColor(95, 45), QColor(Qt::red));
    }

    void theEndingTellsTheFormat()
    {
        QCOMPARE(pictureFormat("a/b.SVG"), std::optional(PictureFormat::svg));
        QCOMPARE(pictureFormat("b.pdf"), std::optional(PictureFormat::pdf));
        QCOMPARE(pictureFormat("b.png"), std::optional(PictureFormat::png));
        QCOMPARE(pictureFormat("b.gif"), std::nullopt);
        QCOMPARE(pictureFormat("svg"), std::nullopt);
    }

    void svgIsDrawnAlike()
    {
        QSvgRenderer renderer(picture(PictureFormat::svg, size(), source()));
        QVERIFY(renderer.isValid());
        QImage image(size().toSize(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        // the kernel's colour stands where the view would draw it, also for rows below the view's edge
        int blue = 0, orange = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x) {
                blue += image.pixelColor(x, y) == lightTheme().kind(KindGroup::matrixProduct).fill;
                orange += image.pixelColor(x, y) == lightTheme().kind(KindGroup::reduction).fill;
            }
        }
        QVERIFY(blue > 1000);
        QVERIFY(orange > 1000);
    }

    void svgKeepsTextAsText()
    {
        const QByteArray svg = picture(PictureFormat::svg, size(), source());
        QVERIFY(svg.contains(">kept picture<"));
        QVERIFY(svg.contains(">gemm<"));
    }

    void pdfIsAPdf()
    {
        const QByteArray pdf = picture(PictureFormat::pdf, size(), source());
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(pdf.size() < 200'000);
    }

    void pngHasTwoPixelsForOne()
    {
        const QImage image = QImage::fromData(picture(PictureFormat::png, size(), source()), "PNG");
        QCOMPARE(image.size(), (size() * 2).toSize());
    }

    void aHundredThousandSlicesStaySmall()
    {
        QString text = "s1: ";
        for (int i = 0; i < 100'000; ++i)
            text += QString("%1[%2,%3) ").arg(i % 3 ? "gemm" : "add").arg(i).arg(i + 0.7);
        TimeAxis wide;
        TimelineView many(&wide);
        many.resize(800, 300);
        Timeline timeline;
        timeline.trace = textTrace(text);
        many.setTimelines({timeline});
        const auto draw = [&](QPainter& painter, const QRectF& area) { many.paintAll(painter, area); };
        QVERIFY(picture(PictureFormat::svg, {800, 300}, draw).size() < 200'000);
        QVERIFY(picture(PictureFormat::pdf, {800, 300}, draw).size() < 200'000);
    }

    void savingWhereNothingCanBeWrittenIsAnError()
    {
        const Status status = savePicture("/nonexistent/folder/a.svg", PictureFormat::svg, size(), source());
        QVERIFY(!status);
        QCOMPARE(status.error().message.id, std::string("base.cannot-write"));
        QCOMPARE(status.error().file, std::string("/nonexistent/folder/a.svg"));
    }

    void savingWritesTheWholeFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath("a.svg");
        QVERIFY(bool(savePicture(path, PictureFormat::svg, size(), source())));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().trimmed().endsWith("</svg>"));
    }
};

QTEST_MAIN(TestTimelineExport)
#include "tst_timeline_export.moc"
