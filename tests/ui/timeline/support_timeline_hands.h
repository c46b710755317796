// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "theme/theme.h"
#include "timeline/time_axis.h"
#include "timeline/timeline_view.h"
#include "ui/text_trace.h"

#include <QCoreApplication>
#include <QtTest>

#include <memory>

namespace streamscope::ui::test {

using streamscope::test::textTrace;

inline const char* const serial = "host: launch[0,5)#1 launch[5,10)#2 launch[10,15)#3 sync[15,100)\n"
                                  "default stream: gemm[20,40)#1 add[40,60)#2 reduce[70,90)#3\n"
                                  "1 > 2";
inline const char* const parallel = "host: launch[0,5)#1 launch[5,10)#2 sync[10,60)\n"
                                    "s1: gemm[20,40)#1\n"
                                    "s2: add[22,50)#2 copy[30,45)#3";

inline Timeline timeline(const QString& title, const char* text)
{
    Timeline t;
    t.title = t.key = title;
    t.trace = textTrace(text);
    return t;
}

/// A window with two timelines, and hands to use it.
struct TimelineHands
{
    std::unique_ptr<TimeAxis> axis;
    std::unique_ptr<TimelineView> view;

    QPointF centre(int timeline, trace::TrackId track, std::uint32_t index)
    {
        return view->rectOf({timeline, {track, index}}).center();
    }

    void wheel(QPointF at, int notches, Qt::KeyboardModifiers modifiers = {}, ulong timestamp = 1000)
    {
        QWheelEvent event(at, view->viewport()->mapToGlobal(at), {}, QPoint(0, 120 * notches), Qt::NoButton, modifiers,
                          Qt::NoScrollPhase, false);
        event.setTimestamp(timestamp);
        QCoreApplication::sendEvent(view->viewport(), &event);
    }

    void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {})
    {
        QTest::mousePress(view->viewport(), Qt::LeftButton, modifiers, from);
        for (const QPoint& at : {(from + to) / 2, to}) {
            QMouseEvent move(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton, Qt::LeftButton,
                             modifiers);
            QCoreApplication::sendEvent(view->viewport(), &move);
        }
        QTest::mouseRelease(view->viewport(), Qt::LeftButton, modifiers, to);
    }

    void click(QPointF at) { QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, at.toPoint()); }
    void hover(QPointF at)
    {
        QMouseEvent move(QEvent::MouseMove, at, view->viewport()->mapToGlobal(at), Qt::NoButton, Qt::NoButton, {});
        QCoreApplication::sendEvent(view->viewport(), &move);
    }
    void key(int code, Qt::KeyboardModifiers modifiers = {}) { QTest::keyClick(view.get(), Qt::Key(code), modifiers); }
    double timeAt(double x) const
    {
        const Interval range = axis->range();
        return double(range.startNs) +
               (x - view->plotLeft()) / (view->plotRight() - view->plotLeft()) * double(range.durationNs());
    }

    void open()
    {
        applyTheme(*qApp, ColourScheme::light);
        axis = std::make_unique<TimeAxis>();
        view = std::make_unique<TimelineView>(axis.get());
        view->resize(900, 500);
        view->setTimelines({timeline("serial", serial), timeline("parallel", parallel)});
        view->show();
        QVERIFY(QTest::qWaitForWindowExposed(view.get()));
    }

    void close()
    {
        view.reset();
        axis.reset();
    }
};

} // namespace streamscope::ui::test
