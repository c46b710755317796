// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "workload/workload.h"

#include <QTreeWidget>

namespace streamscope::ui {

/// One layout: the layout itself on top, the entries of its streams under it, the streams of an entry that has several,
/// and under each stream its branches. A branch can be dragged to another stream.
class StreamTree : public QTreeWidget
{
    Q_OBJECT

public:
    explicit StreamTree(QWidget* parent = nullptr);

    /// Fills the empty tree. Items have their place in the document as `placeRole`; streams of an entry with several,
    /// and branches, have "#NUMBER" behind it.
    void setLayout(const QString& title, const workload::Workload& workload, const workload::Layout& layout,
                   int placeRole);
    int streamOf(const QTreeWidgetItem* item) const; ///< −1: none
    int branchOf(const QTreeWidgetItem* item) const; ///< −1: not a branch

signals:
    void branchDropped(int branch, int stream);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragMoveEvent(QDragMoveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
};

} // namespace streamscope::ui
