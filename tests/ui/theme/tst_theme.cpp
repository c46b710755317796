// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "theme/theme.h"

#include <QApplication>
#include <QPainter>
#include <QtTest>

using namespace streamscope;
using namespace streamscope::ui;

class TestTheme : public QObject
{
    Q_OBJECT

    static const Theme& theme(bool dark) { return dark ? darkTheme() : lightTheme(); }

private slots:
    void contrastIsThatOfWcag()
    {
        QCOMPARE(qRound(contrast(Qt::black, Qt::white) * 100), 2100);
        QCOMPARE(qRound(contrast(Qt::white, Qt::white) * 100), 100);
        QCOMPARE(qRound(contrast(QColor("#777777"), Qt::white) * 100), 448); // the well-known 4.48
    }

    void textCanBeReadOnEveryGround_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void textCanBeReadOnEveryGround()
    {
        QFETCH(bool, dark);
        const Theme& t = theme(dark);
        for (const QColor& ground : {t.window, t.surface, t.lane, t.selected}) {
            QVERIFY2(contrast(t.text, ground) >= 7, qPrintable(ground.name()));
            QVERIFY2(contrast(t.mutedText, ground) >= 4.5 || ground == t.selected, qPrintable(ground.name()));
            QVERIFY2(contrast(t.accent, ground) >= 4.5, qPrintable(ground.name()));
        }
        QVERIFY(contrast(t.onAccent, t.accent) >= 4.5);
        QVERIFY(contrast(t.warning, t.surface) >= 4.5);
    }

    void labelsCanBeReadOnEveryKind_data() { textCanBeReadOnEveryGround_data(); }

    void labelsCanBeReadOnEveryKind()
    {
        QFETCH(bool, dark);
        for (int i = 0; i < kindGroupCount; ++i) {
            const KindStyle& style = theme(dark).kind(KindGroup(i));
            QVERIFY2(contrast(style.text, style.fill) >= 4.5, qPrintable(KindNames::of(KindGroup(i))));
        }
    }

    void kernelKindsStandOutFromTheGround_data() { textCanBeReadOnEveryGround_data(); }

    void kernelKindsStandOutFromTheGround()
    {
        QFETCH(bool, dark);
        const Theme& t = theme(dark);
        for (KindGroup kind : {KindGroup::matrixProduct, KindGroup::reduction, KindGroup::elementwise,
                               KindGroup::otherKernel, KindGroup::copy, KindGroup::memset, KindGroup::hostFunction})
            QVERIFY2(contrast(t.kind(kind).fill, t.surface) >= 2, qPrintable(KindNames::of(kind)));
    }

    void noTwoKindsOfOperationShareHueAndPattern_data() { textCanBeReadOnEveryGround_data(); }

    void noTwoKindsOfOperationShareHueAndPattern()
    {
        QFETCH(bool, dark);
        QSet<int> patterns;
        QSet<QRgb> fills;
        for (int i = 0; i <= int(KindGroup::hostFunction); ++i) {
            patterns.insert(theme(dark).kind(KindGroup(i)).pattern);
            fills.insert(theme(dark).kind(KindGroup(i)).fill.rgb());
        }
        QCOMPARE(patterns.size(), int(KindGroup::hostFunction) + 1); // also without colour they can be told apart
        QCOMPARE(fills.size(), int(KindGroup::hostFunction) + 1);
    }

    void everyKindHasAName()
    {
        for (int i = 0; i < kindGroupCount; ++i)
            QVERIFY(!KindNames::of(KindGroup(i)).isEmpty());
        for (int i = 0; i <= int(trace::SliceKind::unknown); ++i)
            QVERIFY(!KindNames::of(trace::SliceKind(i)).isEmpty());
    }

    void thePaletteTellsTheTheme()
    {
        applyTheme(*qApp, ColourScheme::dark);
        QVERIFY(&themeOf(qApp->palette()) == &darkTheme());
        applyTheme(*qApp, ColourScheme::light);
        QVERIFY(&themeOf(qApp->palette()) == &lightTheme());
    }

    void chineseFontsAreNamed()
    {
        QVERIFY(uiFont().families().contains("Noto Sans CJK SC"));
        QCOMPARE(uiFont(1.5).pointSizeF(), 15.0);
    }

    void strokesOfPatternsStayInside()
    {
        const QRectF rect(10, 20, 33, 17);
        for (int i = 0; i < kindGroupCount; ++i) {
            const Qt::BrushStyle pattern = lightTheme().kind(KindGroup(i)).pattern;
            const auto lines = patternLines(rect, pattern);
            QCOMPARE(lines.isEmpty(), pattern == Qt::NoBrush);
            for (const QLineF& line : lines) {
                for (const QPointF& end : {line.p1(), line.p2()})
                    QVERIFY(rect.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(end));
            }
        }
    }

    void thePatternIsDrawnWhereThereIsRoom()
    {
        const auto colours = [](QSize size) {
            QImage image(size, QImage::Format_RGB32);
            QPainter painter(&image);
            paintKind(painter, image.rect(), lightTheme().kind(KindGroup::reduction));
            painter.end();
            QSet<QRgb> all;
            for (int y = 0; y < size.height(); ++y) {
                for (int x = 0; x < size.width(); ++x)
                    all.insert(image.pixel(x, y));
            }
            return all.size();
        };
        QVERIFY(colours({30, 16}) > 1);
        QCOMPARE(colours({3, 16}), 1);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
