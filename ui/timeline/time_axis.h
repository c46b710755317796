// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/interval.h"

#include <QObject>

#include <optional>
#include <vector>

namespace streamscope::ui {

/// The one time axis that timelines and charts share: what is visible, the cursor, the selected stretch, and the
/// history of zooms. Times are ns since each timeline's own first host call. GUI thread.
class TimeAxis : public QObject
{
    Q_OBJECT
public:
    explicit TimeAxis(QObject* parent = nullptr);

    /// Visible stretch, never empty.
    Interval range() const { return m_range; }
    /// Stretch that holds all data; fit() shows it.
    Interval extent() const { return m_extent; }
    bool showsAll() const { return m_fits; }

    /// New data: a view that showed all goes on showing all, unless the axis is held; any other stays where it is.
    void setExtent(Interval extent);
    /// While held, the axis stands still whatever the extent does (a slider is moving). Letting go fits again.
    void setHeld(bool held);
    bool isHeld() const { return m_held; }
    /// Shows the newest `spanNs` before the extent's end whenever the extent grows; 0 stops following.
    void setFollowing(Ns spanNs);

    /// Shows `range`, clamped to something a screen can show. Calls with the same `gesture` other than 0 in a row are
    /// one step of the history (a drag, a turn of the wheel).
    void setRange(Interval range, int gesture = 0);
    /// `anchorNs` stays where it is; `factor` below 1 zooms in.
    void zoomAt(Ns anchorNs, double factor, int gesture = 0);
    void panBy(Ns deltaNs, int gesture = 0);
    /// `stretch` with a little room on both sides.
    void show(Interval stretch);
    void fit();

    bool canUndo() const { return !m_undo.empty(); }
    bool canRedo() const { return !m_redo.empty(); }

    std::optional<Ns> cursorNs() const { return m_cursor; }
    void setCursor(std::optional<Ns> timeNs);
    std::optional<Interval> selection() const { return m_selection; }
    void setSelection(std::optional<Interval> selection);

public slots:
    void undoZoom();
    void redoZoom();

signals:
    void rangeChanged(streamscope::Interval range);
    void extentChanged(streamscope::Interval extent);
    void cursorChanged();
    void selectionChanged();
    void historyChanged();

private:
    struct Shown
    {
        Interval range;
        bool fits = true;
    };
    void apply(Shown shown);
    Interval padded(Interval stretch) const;

    Interval m_range{0, 1'000'000};
    Interval m_extent{0, 1'000'000};
    std::optional<Ns> m_cursor;
    std::optional<Interval> m_selection;
    std::vector<Shown> m_undo, m_redo;
    int m_gesture = 0;
    bool m_fits = true;
    bool m_held = false;
    Ns m_following = 0;
};

} // namespace streamscope::ui
