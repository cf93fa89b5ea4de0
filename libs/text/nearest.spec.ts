import { describe, expect, it } from '@jest/globals';
import { nearestNames } from './index.js';

const COMMUNES = ['Xã Ba Tơ', 'Xã Ba Tô', 'Xã Tịnh Khê', 'Phường Trà Câu', 'Đặc khu Lý Sơn', 'Xã Trà Bồng'];

describe('the nearest names', () => {
  it('do without accents and the word for what a place is', () => {
    expect(nearestNames('tinh khe', COMMUNES, 3)).toEqual(['Xã Tịnh Khê']);
    expect(nearestNames('Phường Lý Sơn', COMMUNES, 3)).toEqual(['Đặc khu Lý Sơn']);
  });

  it('come nearest first, those that are written alike before those of another kind', () => {
    expect(nearestNames('Xã Ba To', COMMUNES, 2)).toEqual(['Xã Ba Tô', 'Xã Ba Tơ']);
    expect(nearestNames('Xã Lý Sơn', ['Đặc khu Lý Sơn', 'Xã Lý Sơn'], 2)).toEqual([
      'Xã Lý Sơn',
      'Đặc khu Lý Sơn',
    ]);
    expect(nearestNames('Trà Cau', COMMUNES, 5)[0]).toBe('Phường Trà Câu');
  });

  it('forgive two letters of a short name and a third of a long one', () => {
    expect(nearestNames('Tra Xyu', ['Phường Trà Câu'], 1)).toEqual(['Phường Trà Câu']);
    expect(nearestNames('Tra Xyz', ['Phường Trà Câu'], 1)).toEqual([]);
    const long = 'Phường Trương Quang Trọng';
    expect(nearestNames('Truong Xxxxx Trong', [long], 1)).toEqual([long]);
    expect(nearestNames('Truong Xxxxx Xxxng', [long], 1)).toEqual([]);
  });

  it('are so many at most, each once, and none for a text without a name', () => {
    expect(nearestNames('Xã Ba To', [...COMMUNES, ...COMMUNES], 1)).toHaveLength(1);
    expect(nearestNames('Xã Ba To', [...COMMUNES, ...COMMUNES], 9)).toHaveLength(2);
    expect(nearestNames('Hà Nội', COMMUNES, 3)).toEqual([]);
    expect(nearestNames(' ', COMMUNES, 3)).toEqual([]);
  });
});
