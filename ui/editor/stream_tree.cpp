// SPDX-FileCopyrightText: 2026 The Streamscope authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "editor/stream_tree.h"

#include "language/language.h"

#include <QDropEvent>
#include <QSignalBlocker>

namespace streamscope::ui {

namespace {
constexpr int streamRole = Qt::UserRole, branchRole = Qt::UserRole + 1;

int numberOf(const QTreeWidgetItem* item, int role)
{
    const QVariant value = item ? item->data(0, role) : QVariant();
    return value.isValid() ? value.toInt() : -1;
}
} // namespace

StreamTree::StreamTree(QWidget* parent) : QTreeWidget(parent)
{
    setObjectName(QStringLiteral("streamTree"));
    setHeaderHidden(true);
    setUniformRowHeights(true);
    setDragEnabled(true);
    setAcceptDrops(true);
    setDropIndicatorShown(true);
    setDragDropMode(QAbstractItemView::InternalMove);
}

int StreamTree::streamOf(const QTreeWidgetItem* item) const
{
    return numberOf(item, branchRole) >= 0 ? -1 : numberOf(item, streamRole);
}

int StreamTree::branchOf(const QTreeWidgetItem* item) const
{
    return numberOf(item, branchRole);
}

void StreamTree::setLayout(const QString& title, const workload::Workload& workload, const workload::Layout& layout)
{
    const int stream = numberOf(currentItem(), streamRole), branch = branchOf(currentItem());
    const QSignalBlocker quiet(this);
    clear();
    auto* root = new QTreeWidgetItem(this, {title});
    root->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable);
    setCurrentItem(root);
    for (std::size_t s = 0; s < layout.streams.size(); ++s) {
        auto* item = new QTreeWidgetItem(
            root, {layout.streams[s].isDefault ? tr("default stream") : text(layout.streams[s].name)});
        item->setData(0, streamRole, int(s));
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDropEnabled);
        if (int(s) == stream && branch < 0)
            setCurrentItem(item);
        for (std::size_t b = 0; b < workload.branches.size(); ++b) {
            if (layout.streamOfBranch[b] != workload::Index(s))
                continue;
            auto* child = new QTreeWidgetItem(item, {text(workload.branches[b].name)});
            child->setData(0, streamRole, int(s));
            child->setData(0, branchRole, int(b));
            child->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsDragEnabled);
            if (int(b) == branch)
                setCurrentItem(child);
        }
    }
    expandAll();
}

void StreamTree::dragEnterEvent(QDragEnterEvent* event)
{
    if (event->source() == this)
        QTreeWidget::dragEnterEvent(event);
}

void StreamTree::dragMoveEvent(QDragMoveEvent* event)
{
    QTreeWidget::dragMoveEvent(event);
    const auto* target = itemAt(event->position().toPoint());
    if (branchOf(currentItem()) >= 0 && numberOf(target, streamRole) >= 0)
        event->acceptProposedAction();
    else
        event->ignore();
}

void StreamTree::dropEvent(QDropEvent* event)
{
    const int branch = branchOf(currentItem());
    const int stream = numberOf(itemAt(event->position().toPoint()), streamRole);
    // The document decides what the tree looks like; the view must not move items by itself.
    event->setDropAction(Qt::CopyAction);
    event->accept();
    if (branch >= 0 && stream >= 0)
        QMetaObject::invokeMethod(
            this, [this, branch, stream] { emit branchDropped(branch, stream); }, Qt::QueuedConnection);
}

} // namespace streamscope::ui
